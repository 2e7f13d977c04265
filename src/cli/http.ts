import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import type { HttpAnswer, HttpInput } from '../world/protocol.ts';
import { UsageError } from './usage.ts';

/** A file of the dashboard, or null when there is none at this path. */
export type StaticFiles = (path: string) => { readonly type: string; readonly bytes: Uint8Array } | null;

export interface HttpServer {
  readonly port: number;
  close(): void;
}

/** Largest body taken, bytes; web.upload of a real Flink ends at `rest.server.max-content-length`, 100 MB. */
const MAX_BODY = 104_857_600;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** The files of a folder with an index.html, none outside it. Throws a {@link UsageError} when there is no such folder. */
export function staticFiles(folder: string): StaticFiles {
  const root = resolve(folder);
  const read: StaticFiles = (path) => {
    const file = join(root, normalize(`/${path === '/' ? 'index.html' : path}`));
    if (!file.startsWith(root + sep)) return null;
    try {
      if (!statSync(file).isFile()) return null;
      return { type: TYPES[extname(file)] ?? 'application/octet-stream', bytes: readFileSync(file) };
    } catch {
      return null;
    }
  };
  if (!read('/'))
    throw new UsageError(`--web ${folder}: no index.html there (Flink keeps it under web/ in flink-dist)`);
  return read;
}

/**
 * Listens on 127.0.0.1 alone; 0 picks a free port. Refuses requests that come from pages of other origins. Rejects with a
 * {@link UsageError} when the port can't be had.
 */
export function listen(
  port: number,
  files: StaticFiles | null,
  ask: (request: HttpInput) => Promise<HttpAnswer>,
): Promise<HttpServer> {
  return new Promise((done, fail) => {
    const server = createServer((request, response) => {
      respond(server, files, ask, request, response).catch((error) =>
        send(response, 500, `millrace failed: ${error instanceof Error ? error.message : String(error)}`),
      );
    });
    server.requestTimeout = 0;
    server.on('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `port ${port} is in use; choose another with --port N`
          : error.code === 'EACCES'
            ? `port ${port} is not allowed to you; choose another with --port N`
            : error.message;
      fail(new UsageError(why));
    });
    server.listen(port, '127.0.0.1', () =>
      done({
        port: portOf(server),
        close() {
          server.close();
          server.closeAllConnections();
        },
      }),
    );
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Why a request is refused: a page of another site, or a name that was made to point here (DNS rebinding). */
function refusal(request: IncomingMessage, port: number): string | null {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`, ...(port === 80 ? ['127.0.0.1', 'localhost'] : [])];
  const { host, origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (host === undefined || !own.includes(host.toLowerCase())) return `not for the host ${host ?? '(none)'}`;
  if (origin !== undefined && !own.some((name) => origin.toLowerCase() === `http://${name}`))
    return `not for pages of ${origin}`;
  return site === 'cross-site' || site === 'same-site' ? 'not for pages of other sites' : null;
}

async function respond(
  server: Server,
  files: StaticFiles | null,
  ask: (request: HttpInput) => Promise<HttpAnswer>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refused = refusal(request, portOf(server));
  if (refused !== null) return send(response, 403, `Refused: ${refused}.\n`);
  const { method = 'GET', url = '/' } = request;
  const [path = '/'] = url.split('?');
  const reads = method === 'GET' || method === 'HEAD';
  if (reads && files) {
    const file = files(path);
    if (file) return send(response, 200, method === 'HEAD' ? '' : file.bytes, { 'content-type': file.type });
  }
  if (reads && path === '/') return send(response, 200, WELCOME);
  const body = await bodyOf(request);
  if (body === null) return send(response, 413, JSON.stringify({ errors: ['HTTP content length exceeded.'] }));
  const answer = await ask({ method, url, ...contentOf(request, path, body) });
  const { 'access-control-allow-origin': _, ...headers } = answer.headers;
  send(response, answer.status, method === 'HEAD' ? '' : answer.body, headers);
}

const WELCOME =
  "Flink's REST API of a simulated cluster: try /overview, /jobs/overview, /taskmanagers.\n" +
  "To see Flink's own dashboard here, give --web a folder with its files (web/ in flink-dist).\n";

function send(
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = { 'content-type': 'text/plain; charset=utf-8' },
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { ...headers, 'cache-control': 'no-store' });
  response.end(body);
}

/** Null when it is too long. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length <= MAX_BODY) parts.push(part);
  }
  return length <= MAX_BODY ? Buffer.concat(parts) : null;
}

/** An uploaded file goes in as the simulated HTTP has it: the file's bytes, with its name in content-disposition. */
function contentOf(request: IncomingMessage, path: string, body: Buffer): Pick<HttpInput, 'headers' | 'body'> {
  const type = request.headers['content-type'] ?? '';
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) return { headers: { 'content-type': type }, body: body.toString('utf8') };
  const file = /\/jars\/upload$/.test(path) ? firstFile(body, boundary) : null;
  // A job graph that a real client sends is serialised Java; nobody in there can read it.
  if (!file) return { headers: { 'content-type': type }, body: '' };
  return {
    headers: { 'content-type': type, 'content-disposition': `form-data; name="jarfile"; filename="${file.name}"` },
    body: { base64: file.bytes.toString('base64') },
  };
}

function firstFile(body: Buffer, boundary: string): { readonly name: string; readonly bytes: Buffer } | null {
  const mark = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(mark); at >= 0; ) {
    const next = body.indexOf(mark, at + mark.length);
    const head = body.indexOf('\r\n\r\n', at);
    if (next < 0 || head < 0 || head > next) return null;
    const name = /filename="([^"]*)"/i.exec(body.toString('utf8', at, head))?.[1];
    if (name) return { name: name.replace(/^.*[/\\]/, ''), bytes: body.subarray(head + 4, next - 2) };
    at = next;
  }
  return null;
}
