/** What names of a lesson stand for on a cluster that runs on this computer. */
export interface Places {
  /** The lesson's machines; each means `address`. */
  readonly machines: readonly string[];
  readonly address: string;
  /** The real folder that the machines see as /workspace. */
  readonly workspace: string;
  /** Folders that are elsewhere there. */
  readonly moved: readonly Moved[];
}
/** A folder of the lesson and the real one that stands for it. */
export interface Moved {
  readonly from: string;
  readonly to: string;
}

/** A text that is a place of the lesson, or begins with one, as the cluster knows it: `node1`, `node1:9999`, `http://node1:80/`, `/workspace/words.txt`. */
export function placed(text: string, { machines, address, workspace, moved }: Places): string {
  const [, scheme = '', path = ''] = /^((?:file:(?:\/\/)?)?)(\/.*)$/s.exec(text) ?? [];
  for (const { from, to } of [{ from: '/workspace', to: workspace }, ...moved])
    if (path === from || path.startsWith(`${from}/`)) return `${scheme}${to}${path.slice(from.length)}`;
  const machine = /^((?:[a-z][a-z0-9+.-]*:\/\/)?)([\w.-]+)((?::\d+)?(?:\/.*)?)$/i.exec(text);
  if (!machine || !machines.includes(machine[2]!)) return text;
  return `${machine[1]}${address}${machine[3]}`;
}

/** Java source in which string literals that are places of the lesson are as the cluster knows them. Lines and their order stay. */
export function placedSource(source: string, places: Places): string {
  return source.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"""[\s\S]*?"""|'(?:[^'\\\n]|\\.)*'|"((?:[^"\\\n]|\\.)*)"/g,
    (match, literal: string | undefined) => (literal === undefined ? match : `"${placed(literal, places)}"`),
  );
}
