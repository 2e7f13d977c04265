import type { NoteBlock, NoteMachine, NoteStep } from './note.ts';
import { contentOf } from './note-content.ts';

/**
 * Lines without a prompt below a comment that names machines (`# on node1 and node2`) are typed on each of them; the comment counts up to the
 * next blank line or comment. So are lines of a block whose introduction (`lead`) says so of one machine: "on node2:".
 */
export function withHosts(block: NoteBlock, machines: readonly NoteMachine[], lead: string): NoteBlock {
  if (machines.length < 2 || block.kind !== 'commands' || block.steps.every((step) => step.host !== null)) return block;
  const lines = block.fence.source.split('\n');
  const named = (comment: string): string[] =>
    machines
      .filter(({ name, aliases }) =>
        [name, ...aliases].some((known) =>
          new RegExp(`(?<![\\w.-])${known.replace(/[.]/g, '\\.')}(?![\\w-])`).test(comment),
        ),
      )
      .map(({ name }) => name);
  const told = /(?:在|到|登录|登陆|\b[Oo]n|\b[Aa]t|\b[Ff]rom)\s*[`*“"]{0,2}[A-Za-z\d]/.test(lead) ? named(lead) : [];
  const steps = block.steps.flatMap((step): NoteStep[] => {
    if (step.host !== null) return [step];
    let at = step.line - 1;
    while (at >= 0 && lines[at]!.trim() !== '' && !/^\s*#/.test(lines[at]!)) at--;
    const own = /\s#\s*(.*)$/.exec(lines[step.line] ?? '')?.[1] ?? '';
    let comment = own;
    while (at >= 0 && /^\s*#/.test(lines[at]!)) comment += ` ${lines[at--]!}`;
    const hosts = named(comment);
    if (hosts.length === 0 && /每台|所有机器|各个?节点|every machine|all machines|each node/i.test(comment))
      hosts.push(...machines.map(({ name }) => name));
    if (hosts.length === 0 && told.length === 1) hosts.push(...told);
    return hosts.length === 0 ? [step] : hosts.map((host) => ({ ...step, host }));
  });
  return { ...block, steps };
}

const HOST_NAME =
  /(?<![\w./@-])((?:hadoop|node|server|flink|master|slave|worker|bigdata|linux|hdp|cdh|vm|host)-?\d{1,3})(?![\w-]|\.\d)/g;
/** `Starting taskexecutor daemon on host node2.` */
const DAEMON = /daemon (?:\(pid: \d+\) )?on host ([A-Za-z][\w.-]*?)\.(?:\s|$)/g;
/** flink-root-taskexecutor-0-node2.out */
const LOG_FILE =
  /flink-(\w+)-(?:taskexecutor|taskmanager|standalonesession|jobmanager|standalonejob|historyserver)-\d+-([A-Za-z][\w.-]*?)\.(?:log|out)/g;
const QUORUM = /^\s*high-availability\.zookeeper\.quorum:\s*[\w.:,-]+/gm;
const RPC_ADDRESS = /^\s*jobmanager\.rpc\.address:\s*([A-Za-z0-9][\w.-]*)/gm;
const NO_MACHINE = /^(?:localhost|host|127\.0\.0\.1|0\.0\.0\.0|masters|slaves|workers)$/;
/** org.apache.flink.api.common.typeinfo.Types */
const CLASS_NAME = /^(?:[a-z]\w*\.){2,}[A-Z]\w*$/;
const FILE_NAME =
  /\.(?:sh|bat|ps1|cmd|exe|jar|tgz|gz|zip|txt|xml|md|ya?ml|properties|conf|cfg|log|out|json|java|scala|py)$/;

/** Hosts in prompts, in `ssh`/`scp` targets, in -m host:port, in --host and in host lists, in order of appearance. */
export function machinesOf(blocks: readonly NoteBlock[]): NoteMachine[] {
  const users = new Map<string, Set<string>>();
  const full = new Map<string, string>();
  /** Names by address, in order; an address without a name gets one. */
  const names = new Map<string, string[]>();
  const short = (name: string): string => name.replace(/\..*$/, '');
  const see = (name: string, user: string | null): void => {
    if (NO_MACHINE.test(name) || CLASS_NAME.test(name)) return;
    if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(name)) {
      names.set(name, names.get(name) ?? []);
      return;
    }
    if (!/^[A-Za-z][\w.-]+$/.test(name) || FILE_NAME.test(name)) return;
    const own = short(name);
    if (name !== own) full.set(own, full.get(own) ?? name);
    const known = users.get(own) ?? new Set<string>();
    if (user) known.add(user);
    users.set(own, known);
  };
  const addHosts = (text: string): void => {
    for (const line of text.split('\n')) {
      const match = /^\s*((?:\d{1,3}\.){3}\d{1,3})\s+([A-Za-z][\w.-]*)((?:\s+[A-Za-z][\w.-]*)*)/.exec(line);
      if (!match || /^(?:127|255)\./.test(match[1]!)) continue;
      names.set(match[1]!, [...(names.get(match[1]!) ?? []), match[2]!, ...match[3]!.split(/\s+/).filter(Boolean)]);
    }
  };
  /** Where the first JobManager runs. */
  let master: string | null = null;
  const seeMaster = (name: string): void => {
    if (!NO_MACHINE.test(name)) master ??= name;
    see(name, null);
  };
  for (const block of blocks) {
    for (const step of block.steps) {
      if (step.host) see(step.host, step.user);
      if (step.kind === 'edit') {
        const name = step.file.slice(step.file.lastIndexOf('/') + 1);
        if (/^(?:workers|slaves|masters)$/.test(name))
          for (const line of step.content.split('\n')) see(line.replace(/#.*/, '').trim().replace(/:\d+$/, ''), null);
        if (name === 'hosts') addHosts(step.content);
        for (const match of step.content.matchAll(RPC_ADDRESS)) seeMaster(match[1]!);
        for (const [quorum] of step.content.matchAll(QUORUM))
          for (const match of quorum.matchAll(/([A-Za-z][\w.-]*):\d+/g)) see(match[1]!, null);
        continue;
      }
      for (const match of step.text.matchAll(/(?:^|[\s|;&])(?:ssh|scp|rsync|ssh-copy-id)\s[^\n;|&]*/g)) {
        for (const target of match[0].matchAll(/(?:([\w-]+)@)?([A-Za-z0-9][\w.-]*):(?!\/\/)/g))
          see(target[2]!, target[1] ?? null);
        const login = /ssh(?:-copy-id)?\s+(?:-\S+\s+)*(?:([\w-]+)@)?([A-Za-z0-9][\w.-]*)/.exec(match[0]);
        if (login && !/scp|rsync/.test(match[0])) see(login[2]!, login[1] ?? null);
      }
      for (const match of step.text.matchAll(/-m\s+([A-Za-z0-9][\w.-]*):\d+/g)) see(match[1]!, null);
      for (const match of step.text.matchAll(/--?host(?:name)?[ =]([A-Za-z0-9][\w.-]*)/g)) see(match[1]!, null);
      for (const match of step.text.matchAll(HOST_NAME)) see(match[1]!, null);
      const shown = step.expected.join('\n');
      if (/\/etc\/hosts\b/.test(step.text)) addHosts(shown);
      for (const match of shown.matchAll(DAEMON)) see(match[1]!, null);
      for (const match of `${step.text}\n${shown}`.matchAll(LOG_FILE)) see(match[2]!, match[1]!);
    }
    const content = contentOf(block.fence.source);
    if (content === 'entries' && block.steps.length === 0)
      for (const match of block.fence.source.matchAll(RPC_ADDRESS)) seeMaster(match[1]!);
    if (block.kind === 'output') for (const match of block.fence.source.matchAll(DAEMON)) see(match[1]!, null);
    if (content === 'hosts' && block.steps.length === 0) addHosts(block.fence.source);
    if (content === 'names' && block.steps.length === 0)
      for (const line of block.fence.source.split('\n')) see(line.replace(/#.*/, '').trim().replace(/:\d+$/, ''), null);
  }
  const machines = machinesFrom(users, full, names);
  const typedOn = blocks.flatMap((block) => block.steps).find((step) => step.host !== null)?.host;
  return firstFirst(machines, typedOn ?? master);
}

/** The machine that the note works on is the first: lines without a prompt are typed there. */
function firstFirst(machines: readonly NoteMachine[], name: string | null): NoteMachine[] {
  const is = (machine: NoteMachine): boolean =>
    machine.name === name || machine.ip === name || machine.aliases.some((alias) => alias === name);
  return [...machines.filter(is), ...machines.filter((machine) => !is(machine))];
}

/** One machine for each address and each name without one; a name that several addresses carry (a role) names none. */
function machinesFrom(
  users: ReadonlyMap<string, ReadonlySet<string>>,
  full: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, readonly string[]>,
): NoteMachine[] {
  const carriers = new Map<string, Set<string>>();
  for (const [ip, list] of names)
    for (const name of list) carriers.set(name, (carriers.get(name) ?? new Set()).add(ip));
  const taken = new Set<string>();
  const machines: NoteMachine[] = [];
  const add = (ip: string | null, candidates: readonly string[]): void => {
    const own = candidates.map((name) => name.replace(/\..*$/, ''));
    const fresh = own.filter((name) => !taken.has(name));
    // A name that prompts and commands use wins over one of a table.
    let chosen = fresh.find((name) => users.has(name)) ?? fresh.at(-1);
    if (chosen === undefined) {
      if (candidates.length > 0) return;
      let number = 1;
      while (taken.has(`node${number}`) || users.has(`node${number}`)) number++;
      chosen = `node${number}`;
    }
    taken.add(chosen);
    const name = full.get(chosen) ?? candidates.find((candidate) => candidate.startsWith(`${chosen}.`)) ?? chosen;
    const aliases = [...new Set([chosen, ...own, ...candidates])].filter((alias) => alias !== name);
    for (const alias of own) taken.add(alias);
    machines.push({ name, ip, users: [...(users.get(chosen) ?? [])], aliases });
  };
  const addresses = new Map<string, string>();
  for (const [ip, list] of names)
    for (const name of list) if (carriers.get(name)!.size === 1) addresses.set(name.replace(/\..*$/, ''), ip);
  const done = new Set<string>();
  const addAddress = (ip: string): void => {
    if (done.has(ip)) return;
    done.add(ip);
    add(
      ip,
      (names.get(ip) ?? []).filter((name) => carriers.get(name)!.size === 1),
    );
  };
  for (const name of users.keys()) {
    const ip = addresses.get(name);
    if (ip !== undefined) addAddress(ip);
    else if (!taken.has(name)) add(null, [name]);
  }
  for (const ip of names.keys()) addAddress(ip);
  return machines;
}
