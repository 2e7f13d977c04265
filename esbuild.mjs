// Builds dist/: `node esbuild.mjs [--watch] [--production]`. Prints what it made and how large it is.

import { chmod, copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { noticesOf } from './scripts/notices.mjs';
import { pageOptions } from './scripts/web/bundle.mjs';

const root = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
process.chdir(root);
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  target: 'es2022',
  minify: production,
  keepNames: false,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  metafile: true,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
};
// Node branches of isomorphic libraries: never reached in a worker or a webview.
const nodeBuiltins = ['fs', 'fs/promises', 'module', 'path', 'url', 'worker_threads', 'node:*'];

/** One bundle each. @type {(esbuild.BuildOptions & {entry: string})[]} */
const bundles = [
  { entry: 'src/extension.ts', outfile: 'dist/extension.js', format: 'cjs', platform: 'node', external: ['vscode'] },
  { entry: 'src/node.ts', outfile: 'dist/node.js', format: 'cjs', platform: 'node' },
  {
    entry: 'src/extension.web.ts',
    outfile: 'dist/web/extension.js',
    format: 'cjs',
    platform: 'browser',
    external: ['vscode'],
  },
  {
    entry: 'src/world/worker.ts',
    outfile: 'dist/worker.js',
    format: 'iife',
    platform: 'neutral',
    mainFields: ['browser', 'module', 'main'],
    conditions: ['browser', 'import'],
    external: nodeBuiltins,
  },
  {
    entry: 'src/world/filters-library.ts',
    outfile: 'dist/filters.js',
    format: 'iife',
    globalName: 'millraceFilters',
    platform: 'browser',
    // Compression is never reached: tar and gzip are the shell's own.
    alias: { 'node:zlib': './src/world/no-zlib.ts' },
    minify: true,
  },
  ...['output', 'markdown'].map((room) => ({
    entry: `webview/${room}/main.ts`,
    outfile: `dist/webview/${room}.js`,
    format: /** @type {const} */ ('esm'),
    platform: /** @type {const} */ ('browser'),
  })),
  ...['cluster', 'lab'].map((room) => ({
    entry: `webview/${room}/main.ts`,
    outfile: `dist/webview/${room}.js`,
    ...pageOptions,
    loader: /** @type {Record<string, esbuild.Loader>} */ ({ '.svg': 'text', '.ttf': 'dataurl' }),
  })),
];

const started = performance.now();
if (production) await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });

const contexts = await Promise.all(
  bundles.map(({ entry, ...options }) => esbuild.context({ ...common, ...options, entryPoints: [entry] })),
);
const results = await Promise.allSettled(contexts.map((context) => context.rebuild()));
const failed = results.filter((result) => result.status === 'rejected');

await writeFile('dist/cli.js', "#!/usr/bin/env node\nrequire('./node.js').commandLine(process.argv.slice(2));\n");
await chmod('dist/cli.js', 0o755);
// VS Code colours Java and shell by itself, Scala not.
const scala = fileURLToPath(import.meta.resolve('tm-grammars/grammars/scala.json'));
await copyFile(scala, 'dist/scala.tmLanguage.json');
const inputs = results.flatMap((result) =>
  result.status === 'fulfilled' ? Object.keys(result.value.metafile?.inputs ?? {}) : [],
);
await writeFile('dist/ThirdPartyNotices.txt', await noticesOf([scala, ...inputs]));
await writeFile('dist/lessons.json', `${JSON.stringify(await lessonIndex(), null, 1)}\n`);

for (const file of await outputs('dist')) {
  const { size } = await stat(file);
  console.log(`${(size / 1024).toFixed(0).padStart(7)} kB  ${file}`);
}
console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);

if (watch) {
  await Promise.all(contexts.map((context) => context.watch()));
  console.log('watching …');
} else {
  await Promise.all(contexts.map((context) => context.dispose()));
  if (failed.length > 0) {
    console.error(`${failed.length} bundle(s) failed`);
    process.exitCode = 1;
  }
}

/** What lies in the lessons' folder, with titles and lengths of lessons: a web extension cannot list its own folder. */
async function lessonIndex() {
  const entries = await readdir('lessons', { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const { lessonFacts } = await moduleOf('src/lesson/outline.ts');
  return Promise.all(
    files.sort().map(async (name) => {
      const text = await readFile(name, 'utf8');
      const { title, minutes } = name.endsWith('.flink.md') ? lessonFacts(text) : { title: null, minutes: null };
      return {
        path: name.split(path.sep).join('/'),
        language: name.split(path.sep)[1],
        title,
        minutes,
        size: Buffer.byteLength(text),
      };
    }),
  );
}

/** A module of the sources as this script can use it. @param {string} entry */
async function moduleOf(entry) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** @param {string} folder @returns {Promise<string[]>} */
async function outputs(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
