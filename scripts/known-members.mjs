// Makes src/program/library/known-members.ts: what classes of the real JDK and Flink have that the table lacks.
// node scripts/known-members.mjs <class path of a real Flink>; needs a JDK.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';

process.chdir(path.join(path.dirname(new URL(import.meta.url).pathname), '..'));
const [classPath = ''] = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'millrace-known-'));

await esbuild.build({
  stdin: {
    contents: `
      ${['flink', 'java']
        .flatMap((folder) => readdirSync(`src/program/library/${folder}`).map((file) => `${folder}/${file}`))
        .map((file) => `import './src/program/library/${file}';`)
        .join('\n')}
      import './src/program/library/third-party.ts';
      import { allClasses } from './src/program/library/table.ts';
      import { libraryUniverse } from './src/program/check/universe.ts';
      import { erasure } from './src/program/check/types.ts';
      const universe = libraryUniverse();
      const text = (type) => {
        const t = erasure(type);
        return t.kind === 'array' ? text(t.of) + '[]' : t.kind === 'class' ? t.symbol.name : t.name;
      };
      const signature = (m) => m.parameters.map((p) => text(p.type)).join(',');
      export const classes = new Map();
      const add = (symbol) => {
        const members = new Set();
        for (const s of symbol.supertypes()) {
          for (const [name, methods] of s.methods) for (const m of methods) members.add(name + '(' + signature(m) + ')');
          for (const name of [...s.fields.keys(), ...s.classes.keys()]) members.add(name);
        }
        for (const m of symbol.constructors) members.add('<init>(' + signature(m) + ')');
        classes.set(symbol.binaryName, members);
        for (const inner of symbol.classes.values()) add(inner);
      };
      for (const name of allClasses()) if (!/(^|\\.)scala\\./.test(name)) add(universe.find(name));
    `,
    resolveDir: process.cwd(),
    loader: 'ts',
  },
  outfile: `${folder}/table.mjs`,
  // What this script makes is not needed to make it.
  plugins: [
    {
      name: 'without known members',
      setup(build) {
        build.onResolve({ filter: /known-members\.ts$/ }, () => ({ path: 'known', namespace: 'known' }));
        build.onLoad({ filter: /./, namespace: 'known' }, () => ({
          contents:
            'export const [hasMember, missingOverloads, isJdkClass, isJdkPackage, isMissingInJdk] = [() => false, () => [], () => false, () => false, () => false];',
        }));
      },
    },
  ],
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'error',
});
const { classes } = await import(`${folder}/table.mjs`);

const javac = spawnSync('javac', ['-d', folder, 'scripts/KnownMembers.java'], { encoding: 'utf8' });
if (javac.status !== 0) throw new Error(javac.stderr);
const java = spawnSync('java', ['-cp', `${classPath}:${folder}`, 'KnownMembers'], {
  encoding: 'utf8',
  input: [...classes.keys()].join('\n'),
  maxBuffer: 1 << 26,
});
if (java.status !== 0) throw new Error(java.stderr);

/** Members of Object that every class may write again, and what nobody calls. */
const PLAIN = /^(?:toString\(\)|hashCode\(\)|equals\(Object\)|clone\(\)|finalize\(\)|serialVersionUID|LOG)$/;
const entries = [];
for (const line of java.stdout.split('\n').filter((each) => each !== '')) {
  const [name, text = ''] = line.split('\t');
  const known = classes.get(name);
  const names = new Set([...known].map((member) => member.replace(/\(.*/, '')));
  const missing = new Set();
  for (const member of text.split(' ')) {
    if (member === '' || known.has(member) || PLAIN.test(member)) continue;
    const simple = member.replace(/\(.*/, '');
    // An overload is told by its parameters; a name that the table lacks says enough.
    missing.add(names.has(simple) ? member : simple);
  }
  if (missing.size > 0) entries.push([name, [...missing].sort().join(' ')]);
}
const packages = java.stderr.trim().split('\n').sort();
const known = new Set([...classes.keys()].map((name) => name.replace(/\$.*/, '')));
const byPackage = new Map();
for (const name of packages) {
  if (known.has(name)) continue;
  const dot = name.lastIndexOf('.');
  const list = byPackage.get(name.slice(0, dot)) ?? [];
  list.push(name.slice(dot + 1));
  byPackage.set(name.slice(0, dot), list);
}
const record = (pairs) => pairs.map(([key, value]) => `  '${key}':\n    '${value}',`).join('\n');
writeFileSync(
  'src/program/library/known-members.ts',
  `// biome-ignore-all format: made by scripts/known-members.mjs
/**
 * What is in the JDK 17 and in Flink 1.13 beside the table: programs that use it compile, and stop there. (What is in neither is a
 * mistake of the program.) Made by scripts/known-members.mjs from the real classes.
 */

/** By class: fields, nested classes and methods by name; overloads of a method of the table with their parameters. */
const MEMBERS: Readonly<Record<string, string>> = {
${record(entries)}
};

/** Classes of the JDK by package. */
const JDK_CLASSES: Readonly<Record<string, string>> = {
${record([...byPackage].map(([name, list]) => [name, list.join(' ')]))}
};

/** Does the real class have a field, nested class or method of that name, which the table lacks? */
export function hasMember(binaryName: string, name: string): boolean {
  return MEMBERS[binaryName]?.split(' ').includes(name) ?? false;
}

/** Parameters, as simple names of their erasure, of the overloads that the table lacks; of constructors for \`<init>\`. */
export function missingOverloads(binaryName: string, name: string): readonly (readonly string[])[] {
  return (MEMBERS[binaryName]?.split(' ') ?? [])
    .filter((member) => member.startsWith(\`\${name}(\`))
    .map((member) => member.slice(name.length + 1, -1).split(',').filter((each) => each !== ''));
}

/** Packages of java.* that are not listed here. */
const UNLISTED = /^java\\.(?:applet|awt|beans|rmi|security|net\\.http|sql\\.rowset)(?:\\.|$)/;

export function isJdkPackage(name: string): boolean {
  return Object.hasOwn(JDK_CLASSES, name);
}

/** Is it no class of the JDK, for certain, where the table does not have it either? */
export function isMissingInJdk(qualifiedName: string): boolean {
  const packageName = qualifiedName.slice(0, qualifiedName.lastIndexOf('.'));
  return !isJdkClass(qualifiedName) && (isJdkPackage(packageName) || !UNLISTED.test(packageName));
}

/** Is it a class of the JDK that the table does not have? */
export function isJdkClass(qualifiedName: string): boolean {
  const dot = qualifiedName.lastIndexOf('.');
  return JDK_CLASSES[qualifiedName.slice(0, dot)]?.split(' ').includes(qualifiedName.slice(dot + 1)) ?? false;
}
`,
);
rmSync(folder, { recursive: true });
