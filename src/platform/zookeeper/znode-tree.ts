/** The tree of znodes: what an ensemble stores. Paths are absolute; watches see changes of a node and of the list of its children. */

export interface Znode {
  readonly path: string;
  readonly data: unknown;
  /** Bytes. */
  readonly size: number;
  readonly ephemeral: boolean;
}

export class ZooKeeperError extends Error {
  constructor(
    readonly code:
      | 'NoNode'
      | 'NodeExists'
      | 'NotEmpty'
      | 'ConnectionLoss'
      | 'SessionExpired'
      | 'NoChildrenForEphemerals',
    readonly path: string,
  ) {
    super(`KeeperErrorCode = ${code} for ${path}`);
  }
}

export interface CreateOptions {
  readonly ephemeral?: boolean;
  readonly sequential?: boolean;
  /** Size of the data in bytes, for `ls -s`-like listings. */
  readonly size?: number;
}
/** Who owns ephemeral nodes: a session. */
export type Owner = object;

interface Node {
  readonly children: Map<string, Node>;
  data: unknown;
  size: number;
  owner: Owner | null;
  counter: number;
}
const newNode = (): Node => ({ children: new Map(), data: null, size: 0, owner: null, counter: 0 });
const parts = (path: string): string[] => path.split('/').filter((part) => part !== '');

export class ZnodeTree {
  private readonly root = newNode();
  private readonly watches = new Map<string, Set<() => void>>();

  /** Calls `notify` after each change at `path` or of its children; returns the way to stop. */
  watch(path: string, notify: () => void): () => void {
    const set = this.watches.get(path) ?? new Set<() => void>();
    set.add(notify);
    this.watches.set(path, set);
    return () => set.delete(notify);
  }

  /** Answers the full path, with its number if it is sequential. Missing parents are made. Throws NodeExists. */
  create(path: string, data: unknown, options: CreateOptions, owner: Owner): string {
    const names = parts(path);
    const name = names.pop()!;
    let parent = this.root;
    let above = '';
    for (const part of names) {
      above += `/${part}`;
      let child = parent.children.get(part);
      if (!child) {
        child = newNode();
        parent.children.set(part, child);
        this.changed(above);
      }
      parent = child;
    }
    const sequence = options.sequential ? String(parent.counter++).padStart(10, '0') : '';
    const full = `${above}/${name}${sequence}`;
    if (parent.children.has(name + sequence)) throw new ZooKeeperError('NodeExists', full);
    const node = newNode();
    node.data = data;
    node.size = options.size ?? 0;
    node.owner = options.ephemeral ? owner : null;
    parent.children.set(name + sequence, node);
    this.changed(full);
    return full;
  }
  /** Throws NoNode, as all below. */
  set(path: string, data: unknown): void {
    this.find(path).data = data;
    this.changed(path);
  }
  get(path: string): Znode {
    return znodeOf(path, this.find(path));
  }
  /** Names, sorted. */
  children(path: string): readonly string[] {
    return [...this.find(path).children.keys()].sort();
  }
  /** Removes a node and what is below it. */
  remove(path: string): void {
    const node = this.find(path);
    for (const child of [...node.children.keys()]) this.remove(`${path}/${child}`);
    const names = parts(path);
    const name = names.pop()!;
    this.find(`/${names.join('/')}`).children.delete(name);
    this.changed(path);
  }
  /** Removes the ephemeral nodes of a session that is over. */
  removeOwned(owner: Owner): void {
    const mine: string[] = [];
    walk(this.root, '', (path, node) => {
      if (node.owner === owner) mine.push(path);
    });
    for (const path of mine) if (this.exists(path)) this.remove(path);
  }
  /** All nodes, sorted by path. */
  all(): Znode[] {
    const all: Znode[] = [];
    walk(this.root, '', (path, node) => all.push(znodeOf(path, node)));
    return all;
  }

  private exists(path: string): boolean {
    return this.lookUp(path) !== undefined;
  }
  private lookUp(path: string): Node | undefined {
    let node: Node | undefined = this.root;
    for (const part of parts(path)) node = node?.children.get(part);
    return node;
  }
  private find(path: string): Node {
    const node = this.lookUp(path);
    if (!node) throw new ZooKeeperError('NoNode', path);
    return node;
  }
  private changed(path: string): void {
    const parent = path.slice(0, path.lastIndexOf('/')) || '/';
    for (const at of [path, parent]) for (const notify of [...(this.watches.get(at) ?? [])]) notify();
  }
}

function znodeOf(path: string, node: Node): Znode {
  return { path, data: node.data, size: node.size, ephemeral: node.owner !== null };
}
function walk(node: Node, path: string, visit: (path: string, node: Node) => void): void {
  for (const [name, child] of [...node.children].sort(([a], [b]) => (a < b ? -1 : 1))) {
    visit(`${path}/${name}`, child);
    walk(child, `${path}/${name}`, visit);
  }
}
