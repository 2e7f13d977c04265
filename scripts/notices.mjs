// The licences of the packages that a build took in, as their authors want them kept with it.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * @param {Iterable<string>} files paths of modules, those of packages below node_modules
 * @returns {Promise<string>} name, version and licence texts of each package, in the order of their names
 */
export async function noticesOf(files) {
  /** Names of the files that were taken, by their package's folder. @type {Map<string, Set<string>>} */
  const packages = new Map();
  for (const file of files) {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file.replaceAll('\\', '/'))?.[0];
    if (folder === undefined) continue;
    const taken = packages.get(folder) ?? new Set();
    packages.set(folder, taken.add(path.basename(file)));
  }
  const notices = await Promise.all([...packages].sort().map(([folder, taken]) => noticeOf(folder, taken)));
  return notices.join(`\n${'-'.repeat(80)}\n\n`);
}

/** @param {string} folder @param {ReadonlySet<string>} taken */
async function noticeOf(folder, taken) {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const texts = (await readdir(folder))
    .filter((file) => /^(?:licen[cs]e|copying|notice|thirdparty)/i.test(file))
    .sort();
  const parts = await Promise.all(texts.map((file) => readFile(path.join(folder, file), 'utf8')));
  return `${name} ${version} (${license})\n\n${parts.map((part) => concerning(part, taken).trim()).join('\n\n')}\n`;
}

/** Without the sections that are about other files of the package. @param {string} text @param {ReadonlySet<string>} taken */
function concerning(text, taken) {
  const sections = text.split(/^=+\n/m);
  return sections
    .filter((section) => {
      const files = /^Files:\s*(.*)$/m.exec(section)?.[1];
      return files === undefined || files.split(/[\s,]+/).some((file) => taken.has(file));
    })
    .join('');
}
