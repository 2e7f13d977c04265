// What the project itself knows of Flink's jars and JVMs, for scripts: Node 20 reads no TypeScript.

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

/** @param {string} folder where it may write @returns {Promise<typeof import('../../src/remote/flink-jars.node.ts') & typeof import('../../src/remote/jdk.node.ts') & typeof import('../../src/remote/local-cluster.node.ts')>} */
export async function ownModules(folder) {
  const outfile = path.join(folder, 'own.mjs');
  const rooms = ['flink-jars', 'jdk', 'local-cluster'];
  const contents = rooms.map((name) => `export * from './src/remote/${name}.node.ts';`).join('\n');
  await esbuild.build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    ...{ outfile, bundle: true, platform: 'node', format: 'esm' },
  });
  return import(pathToFileURL(outfile).href);
}
