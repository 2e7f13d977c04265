import { parseDocument } from 'yaml';
import { isMap } from './maps.ts';

/** A lesson's front matter (YAML between `---` lines at the top of the file); everything is optional. */
export interface FrontMatter {
  readonly title: string | null;
  readonly preset: string;
  /** Names (and addresses) of the machines; null: the preset's. */
  readonly machines:
    | readonly { readonly name: string; readonly ip?: string; readonly roles?: readonly string[] }[]
    | null;
  /** flink-conf.yaml entries. */
  readonly config: Readonly<Record<string, string>>;
  readonly seed: number | null;
  /** World clock at virtual time 0 in ms since 1970. */
  readonly epoch: number;
  readonly timezone: string;
  readonly warnings: readonly string[];
}

const DEFAULT_EPOCH = Date.UTC(2021, 7, 1);

const NO_FRONT_MATTER: FrontMatter = {
  title: null,
  preset: 'standalone',
  machines: null,
  config: {},
  seed: null,
  epoch: DEFAULT_EPOCH,
  timezone: 'UTC',
  warnings: [],
};

export const FRONT_MATTER_KEYS = ['title', 'preset', 'machines', 'config', 'seed', 'clock', 'timezone'];

/** Cuts the front matter off. `head` + `body` is the text; head holds the byte order mark too. */
export function parseFrontMatter(text: string): { head: string; body: string; frontMatter: FrontMatter } {
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const rest = text.slice(bom.length);
  const match = /^---[ \t]*(\r\n|\n|\r)([\s\S]*?)^---[ \t]*(?:\r\n|\n|\r|$)/m.exec(rest);
  if (match?.index !== 0) return { head: bom, body: rest, frontMatter: NO_FRONT_MATTER };
  return { head: bom + match[0], body: rest.slice(match[0].length), frontMatter: read(match[2]!) };
}

function read(yaml: string): FrontMatter {
  const warnings: string[] = [];
  const document = parseDocument(yaml);
  for (const error of document.errors) warnings.push(`front matter: ${error.message}`);
  const value = readYaml(document, warnings);
  if (value === null || value === undefined) return { ...NO_FRONT_MATTER, warnings };
  if (!isMap(value)) return { ...NO_FRONT_MATTER, warnings: [...warnings, 'front matter: not a map of keys'] };
  for (const key of Object.keys(value))
    if (!FRONT_MATTER_KEYS.includes(key))
      warnings.push(`front matter: unknown key "${key}" (known: ${FRONT_MATTER_KEYS.join(', ')})`);
  const text = (key: string): string | null => {
    const v = value[key];
    if (v === undefined || v === null) return null;
    if (v instanceof Date) return v.toISOString();
    if (typeof v === 'object') {
      warnings.push(`front matter: ${key} should be a text`);
      return null;
    }
    return String(v);
  };
  const seedText = text('seed');
  const seed = seedText === null ? null : Number(seedText);
  if (seed !== null && !Number.isSafeInteger(seed)) warnings.push(`front matter: seed "${seedText}" is not an integer`);
  const clock = text('clock');
  const epoch =
    clock === null
      ? DEFAULT_EPOCH
      : Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(clock) || !clock.includes('T') ? clock : `${clock}Z`);
  if (Number.isNaN(epoch)) warnings.push(`front matter: clock "${clock}" is not a date (2021-08-01T00:00:00Z)`);
  const zone = text('timezone') ?? 'UTC';
  const timezone = isZone(zone) ? zone : 'UTC';
  if (timezone !== zone) warnings.push(`front matter: there is no time zone "${zone}" (UTC, Asia/Shanghai …)`);
  return {
    title: text('title'),
    preset: text('preset') ?? 'standalone',
    machines: machines(value.machines, warnings),
    config: config(value.config, warnings),
    seed: seed !== null && Number.isSafeInteger(seed) ? seed : null,
    epoch: Number.isNaN(epoch) ? DEFAULT_EPOCH : epoch,
    timezone,
    warnings,
  };
}

function readYaml(document: ReturnType<typeof parseDocument>, warnings: string[]): unknown {
  try {
    return document.toJS();
  } catch (error) {
    warnings.push(`front matter: ${String(error)}`);
    return null;
  }
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function config(value: unknown, warnings: string[]): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (!isMap(value)) {
    warnings.push('front matter: config should be a map of flink-conf.yaml entries');
    return {};
  }
  const flat: Record<string, string> = {};
  const walk = (prefix: string, map: object): void => {
    for (const [key, v] of Object.entries(map)) {
      if (isMap(v)) walk(`${prefix}${key}.`, v);
      else flat[prefix + key] = Array.isArray(v) ? v.join(';') : String(v);
    }
  };
  walk('', value);
  return flat;
}

/** `[node1, node2]`, `- name: node1` or `node1: {ip: …}`. */
function machines(value: unknown, warnings: string[]): FrontMatter['machines'] {
  if (value === undefined || value === null) return null;
  const one = (v: unknown, name?: string): { name: string; ip?: string; roles?: readonly string[] } | null => {
    if (typeof v === 'string' && !name) return { name: v };
    const map = (v ?? {}) as Record<string, unknown>;
    const own = name ?? (typeof map.name === 'string' ? map.name : null);
    if (own === null || typeof map !== 'object') {
      warnings.push('front matter: a machine needs a name');
      return null;
    }
    return {
      name: own,
      ...(typeof map.ip === 'string' ? { ip: map.ip } : {}),
      ...(Array.isArray(map.roles) ? { roles: map.roles.map(String) } : {}),
    };
  };
  const list = Array.isArray(value)
    ? value.map((v) => one(v))
    : typeof value === 'object'
      ? Object.entries(value).map(([name, v]) => one(v, name))
      : null;
  if (!list) {
    warnings.push('front matter: machines should be a list of names');
    return null;
  }
  const named = list.filter((m) => m !== null);
  const names = new Set<string>();
  for (const { name } of named) {
    if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(name)) warnings.push(`front matter: "${name}" is no host name`);
    if (names.has(name)) warnings.push(`front matter: machine "${name}" is named twice`);
    names.add(name);
  }
  return named.length > 0 ? named : null;
}
