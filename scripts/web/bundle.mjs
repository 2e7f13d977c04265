/** How the pages are bundled, wherever that is done. */
import path from 'node:path';
import { root } from './server.mjs';

/** @type {import('esbuild').BuildOptions} */
export const pageOptions = {
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  charset: 'utf8',
  alias: {
    'd3-color': path.join(root, 'webview/cluster/draw/no-colors.ts'),
    'd3-format': path.join(root, 'webview/cluster/draw/no-formats.ts'),
  },
};
