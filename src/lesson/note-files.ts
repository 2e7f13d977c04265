import type { Content } from './note-content.ts';

/** Configuration files by the kind of content that they hold. */
const FILES: Readonly<Partial<Record<NonNullable<Content>, RegExp>>> = {
  entries: /((?:[\w.~$/{}-]*\/)?(?:flink-conf\.yaml|zoo\.cfg))(?![\w-])/g,
  names:
    /((?:[\w.~$/{}-]*\/)?(?:masters?|works?|workers?|slaves?))(?=\s*文件|\s+file)|((?:[\w.~$/{}-]*\/)?(?:masters|workers|slaves))(?![\w-])/g,
  hosts: /(\/etc\/hosts)\b/g,
  exports: /(\/etc\/profile(?:\.d\/[\w.-]+)?|~?\/?\.bash(?:rc|_profile))(?![\w-])/g,
};

/** A heading or a lone name says it as well as a verb does. */
const TELLS =
  /修改|配置|编辑|添加|增加|加入|设置|写入|改为|内容|如下|指定|打开|更新|\b(?:vim?|nano|edit|modify|change|set|add|configure|open|update|put|create|enter|specify|append|write|replace)\b|^\W*[\w./-]+\W*$/im;

/**
 * The configuration file that a block's introduction (`lead`) tells the reader to write the block into: "modify conf/workers:", "### masters".
 * Null when it names none that holds such content.
 */
export function fileNamedIn(lead: string, content: NonNullable<Content>, source: string): string | null {
  const pattern = FILES[content];
  if (!pattern || /\.\.\.|…/.test(source)) return null;
  for (const line of lead.split('\n').reverse()) {
    const named = [...line.matchAll(pattern)].map((match) => placed(match[2] ?? spelt(match[1]!)));
    if (named.length === 0) continue;
    if (!TELLS.test(line)) return null;
    return named.find((name) => fits(name, source)) ?? null;
  }
  return null;
}

/** `works`, `master`, `slave` where a file is meant. */
const spelt = (path: string): string =>
  path.replace(/(?<=^|\/)works?$/, 'workers').replace(/(?<=^|\/)(?:master|worker|slave)$/, (name) => `${name}s`);

/** A path that does not start at the root says no more than its name: readers are told it from different places. */
const placed = (path: string): string =>
  /^[/~$]/.test(path) || path.startsWith('.bash') ? path : path.slice(path.lastIndexOf('/') + 1);

/** ZooKeeper's file has `server.1=host:2888:3888` and `tickTime=…`, Flink's `key: value`; masters may say a port. */
function fits(file: string, source: string): boolean {
  if (/zoo\.cfg$/.test(file)) return /^\s*(?:server\.\d+|tickTime|dataDir|clientPort|initLimit)\s*=/m.test(source);
  if (/flink-conf\.yaml$/.test(file)) return /^\s*#?\s*[\w-]+(?:\.[\w-]+)+\s*:/m.test(source);
  if (/(?:workers|slaves)$/.test(file)) return !/:\d+\s*$/m.test(source);
  return true;
}
