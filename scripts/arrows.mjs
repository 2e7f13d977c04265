// Dependencies go downwards only (docs/architecture.md), and the simulation's rooms use neither clock nor promise.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Which rooms a room may import, beside itself. @type {Record<string, string[]>} */
const below = {
  'src/simulation': ['src/trace'],
  'src/trace': [],
  'src/platform': ['src/simulation', 'src/trace'],
  'src/hadoop': ['src/platform', 'src/simulation', 'src/trace'],
  'src/kubernetes': ['src/platform', 'src/simulation', 'src/trace'],
  'src/flink': ['src/hadoop', 'src/kubernetes', 'src/platform', 'src/simulation', 'src/trace'],
  'src/program': ['src/flink', 'src/platform', 'src/simulation', 'src/trace'],
  'src/shell': ['src/flink', 'src/hadoop', 'src/kubernetes', 'src/platform', 'src/simulation', 'src/trace'],
  'src/lesson': [],
  'src/world': [
    'src/shell',
    'src/program',
    'src/lesson',
    'src/flink',
    'src/hadoop',
    'src/kubernetes',
    'src/platform',
    'src/simulation',
    'src/trace',
  ],
  'src/remote': ['src/world', 'src/shell', 'src/flink', 'src/platform', 'src/simulation', 'src/trace'],
  'src/cli': ['src/remote', 'src/world', 'src/lesson', 'src/platform', 'src/trace'],
  'src/editor': ['src/remote', 'src/world', 'src/lesson', 'src/trace'],
  'src/extension.ts': ['src/editor'],
  'src/extension.web.ts': ['src/editor'],
  'src/node.ts': ['src/cli', 'src/editor'],
  webview: ['src/trace'],
};
/** Single modules that may be imported across: typed messages. */
const shared = new Map([
  [
    'webview',
    [
      'src/world/protocol.ts',
      'src/lesson/containers.ts',
      'src/lesson/cluster-terms.ts',
      'src/lesson/glossary.ts',
      'src/lesson/hash.ts',
      'src/lesson/quiz.ts',
      'src/lesson/term.ts',
    ],
  ],
  [
    'src/editor',
    [
      'webview/output/protocol.ts',
      'webview/cluster/protocol.ts',
      'webview/lab/protocol.ts',
      'webview/markdown/protocol.ts',
      'webview/cluster/standalone.ts',
      'webview/cluster/read.ts',
    ],
  ],
  ['src/cli', ['webview/cluster/standalone.ts']],
]);
const pureRooms = [
  'src/simulation',
  'src/platform',
  'src/hadoop',
  'src/kubernetes',
  'src/flink',
  'src/program',
  'src/shell',
];
// Loads parsers before a world is made; nothing of it runs inside one.
const loaders = ['src/program/compile.ts'];
const impure =
  /\bDate\.now\b|\bMath\.random\b|\bsetTimeout\b|\bsetInterval\b|\bqueueMicrotask\b|\bnew Promise\b|\basync (?:function|\()|\bawait /;
const importing =
  /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/**
 * @param {string} root
 * @param {{exceptPure?: (file: string) => boolean}} [options]
 * @returns {Promise<{modules: number, arrows: number, faults: string[]}>}
 */
export async function checkArrows(root) {
  const faults = [];
  let arrows = 0;
  const files = [...(await sources(root, 'src')), ...(await sources(root, 'webview'))];
  for (const file of files) {
    const room = roomOf(file);
    const text = await readFile(path.join(root, file), 'utf8');
    if (!room) {
      faults.push(`${file}: belongs to no room`);
      continue;
    }
    const code = withoutComments(text);
    for (const match of code.matchAll(importing)) {
      const target = match[1] ?? match[2] ?? match[3] ?? '';
      arrows++;
      const fault = target.startsWith('.') ? relativeFault(root, file, room, target) : packageFault(file, room, target);
      if (fault) faults.push(`${file}: ${fault}`);
    }
    if (pureRooms.includes(room) && !loaders.includes(file)) {
      const found = impure.exec(withoutStrings(code));
      if (found) faults.push(`${file}: uses ${found[0].trim()}; the simulation has its own clock and no promises`);
    }
  }
  return { modules: files.length, arrows, faults };
}

/** @param {string} root @param {string} file @param {string} room @param {string} target */
function relativeFault(root, file, room, target) {
  const resolved = path.posix.join(path.posix.dirname(file), target);
  if (/^(?:\.\.\/|docs\/|lessons\/)/.test(resolved)) return `imports ${target} outside the sources`;
  if (!existsSync(path.join(root, resolved))) return `imports ${target}, which is not there`;
  const to = roomOf(resolved);
  if (to === room || to === null) return null;
  if (below[room]?.includes(to) || shared.get(room)?.includes(resolved)) return null;
  return `${room} must not import ${to} (${target})`;
}

/** @param {string} file @param {string} room @param {string} target */
function packageFault(file, room, target) {
  if (target === 'vscode') {
    return room === 'src/editor' || room.startsWith('src/extension') ? null : 'only src/editor may import vscode';
  }
  const node = target.startsWith('node:') || ['fs', 'path', 'os', 'worker_threads', 'child_process'].includes(target);
  if (node && room !== 'src/cli' && !file.endsWith('.node.ts'))
    return `imports ${target}; only src/cli and *.node.ts may`;
  return null;
}

/** @param {string} file */
function roomOf(file) {
  return Object.keys(below).find((room) => file === room || file.startsWith(`${room}/`)) ?? null;
}

/** @param {string} root @param {string} folder @returns {Promise<string[]>} */
async function sources(root, folder) {
  const full = path.join(root, folder);
  if (!existsSync(full)) return [];
  const names = await readdir(full, { recursive: true });
  return names
    .map((name) => `${folder}/${name.split(path.sep).join('/')}`)
    .filter((name) => /\.(?:ts|mts)$/.test(name) && !name.endsWith('.d.ts'))
    .sort();
}

/** Comments become blanks, so that words in them count for nothing. @param {string} text */
function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|[^:'"`\\])\/\/[^\n]*/g, (_, before) => before ?? '');
}
/** @param {string} text */
function withoutStrings(text) {
  return text.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''");
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const started = performance.now();
  const { modules, arrows, faults } = await checkArrows(process.cwd());
  for (const fault of faults) console.error(fault);
  if (modules === 0 || arrows === 0) faults.push('no modules seen');
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${modules} modules, ${arrows} imports, ${faults.length} faults (${seconds} s)`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
