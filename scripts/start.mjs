// `npm start`: builds, then opens VS Code with the extension and a folder (the lessons unless another is named).
//   npm start -- [FOLDER] [--web] [--port N] [--lang zh-cn] [--no-open]
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root, serveWeb } from './web/server.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    web: { type: 'boolean', default: false },
    port: { type: 'string', default: '3117' },
    lang: { type: 'string', default: /^zh/i.test(process.env.LANG ?? '') ? 'zh-cn' : 'en' },
    'no-open': { type: 'boolean', default: false },
  },
});
const folder = path.resolve(positionals[0] ?? path.join(root, 'lessons'));
const windows = process.platform === 'win32';

const built = spawnSync(process.execPath, [path.join(root, 'esbuild.mjs')], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);

const desktop = !values.web && spawnSync('code', ['--version'], { shell: windows, stdio: 'ignore' }).status === 0;
if (desktop) {
  console.log(`Opening ${folder} in VS Code …`);
  spawnSync('code', [`--extensionDevelopmentPath=${root}`, '--new-window', folder], {
    shell: windows,
    stdio: 'inherit',
  });
} else {
  await web();
}

async function web() {
  const server = await serveWeb({ folder, port: Number(values.port), language: values.lang }).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return serveWeb({ folder, language: values.lang });
  });
  console.log(`\nVS Code for the Web, with Millrace and ${folder}:\n\n    ${server.url}\n\nCtrl-C ends it.`);
  if (!values['no-open']) openBrowser(server.url);
}

/** @param {string} url */
function openBrowser(url) {
  const [command, ...args] = { darwin: ['open', url], win32: ['cmd', '/c', 'start', '', url] }[process.platform] ?? [
    'xdg-open',
    url,
  ];
  const child = spawn(/** @type {string} */ (command), args, { stdio: 'ignore', detached: true });
  child.on('error', () => console.log('(no browser could be opened: open the address yourself)'));
  child.unref();
}
