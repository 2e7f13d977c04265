import { byteLength } from '../../platform/file-tree.ts';
import { type HttpResponse, SystemError } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Call, Program } from '../host.ts';
import { errorText } from '../messages.ts';
import { downloadable } from './downloads.ts';
import { parseOptions, withUsage } from './options.ts';
import { program, readAll } from './support.ts';

interface Url {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}
function parseUrl(text: string): Url | null {
  const match = /^(?:(https?):\/\/)?([^/:?#]+)(?::(\d+))?([/?][^#]*)?/.exec(text);
  if (!match) return null;
  const path = match[4] ?? '/';
  return {
    host: match[2]!,
    port: Number(match[3] ?? (match[1] === 'https' ? 443 : 80)),
    path: path.startsWith('/') ? path : `/${path}`,
  };
}

const curl: Program = {
  *run(call) {
    const options = withUsage(
      call,
      () =>
        parseOptions(call.args, 'X:d:H:o:OsSLiIvfkF:u:m:A:T:w:n', {
          request: 'X',
          data: 'd',
          'data-raw': 'd',
          'data-binary': 'd',
          header: 'H',
          output: 'o',
          'remote-name': 'O',
          silent: 's',
          'show-error': 'S',
          location: 'L',
          include: 'i',
          head: 'I',
          verbose: 'v',
          fail: 'f',
          insecure: 'k',
          form: 'F',
          user: 'u',
          'max-time': 'm',
          'upload-file': 'T',
          'write-out': 'w',
        }),
      2,
    );
    if (typeof options === 'number') return options;
    const { flags, values, all, rest } = options;
    const url = rest[0] === undefined ? null : parseUrl(rest[0]);
    if (!url) {
      call.stderr.write("curl: no URL specified!\ncurl: try 'curl --help' or 'curl --manual' for more information\n");
      return 2;
    }
    const quiet = flags.has('s') && !flags.has('S');
    const fail = (code: number, text: string): number => {
      if (!quiet) call.stderr.write(`curl: (${code}) ${text}\n`);
      return code;
    };
    const headers: Record<string, string> = {};
    for (const [letter, value] of all) {
      const at = value.indexOf(':');
      if (letter === 'H' && at > 0) headers[value.slice(0, at).trim().toLowerCase()] = value.slice(at + 1).trim();
    }
    let body: string | ReturnType<Call['files']['read']> = all
      .filter(([letter]) => letter === 'd')
      .map(([, value]) => value)
      .join('&');
    const form = values.get('F');
    const upload = form === undefined ? values.get('T') : /=@(.*?)(?:;.*)?$/.exec(form)?.[1];
    if (typeof body === 'string' && body.startsWith('@'))
      body = body === '@-' ? yield* readAll(call) : call.files.readText(call.resolve(body.slice(1)));
    if (upload !== undefined) {
      body = call.files.read(call.resolve(upload));
      headers['content-disposition'] = `form-data; name="jarfile"; filename="${upload.replace(/.*\//, '')}"`;
    }
    const method = values.get('X') ?? (flags.has('I') ? 'HEAD' : body !== '' ? 'POST' : 'GET');
    const download = downloadable(call, url.host, url.path);
    let response: HttpResponse;
    if (download) {
      const target = values.get('o') ?? (flags.has('O') ? url.path.replace(/.*\//, '') : undefined);
      if (target === undefined) return fail(23, 'Failed writing body');
      yield sleep(call.process, download.ms);
      call.files.write(call.resolve(target), download.content);
      return 0;
    }
    try {
      response = (yield call.platform.network.request(call.process, url.host, url.port, {
        method,
        url: url.path,
        headers,
        body,
      })) as HttpResponse;
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (error.code === 'ENOTFOUND') return fail(6, `Could not resolve host: ${url.host}`);
      if (error.code === 'ECONNRESET') return fail(52, 'Empty reply from server');
      return fail(7, `Failed connect to ${url.host}:${url.port}; ${errorText(error)}`);
    }
    if (flags.has('f') && response.status >= 400)
      return fail(22, `The requested URL returned error: ${response.status}`);
    let text = '';
    if (flags.has('i') || flags.has('I')) {
      text += `HTTP/1.1 ${response.status} ${response.status === 200 ? 'OK' : response.status === 202 ? 'Accepted' : response.status === 404 ? 'Not Found' : ''}\n`;
      for (const [name, value] of Object.entries(response.headers)) text += `${name}: ${value}\n`;
      text += `content-length: ${byteLength(response.body)}\n\n`;
    }
    if (!flags.has('I')) text += response.body;
    const output = values.get('o') ?? (flags.has('O') ? url.path.replace(/.*\//, '') : undefined);
    if (output === undefined) call.print(text);
    else call.files.write(call.resolve(output), text);
    const written = values.get('w');
    if (written !== undefined)
      call.print(written.replaceAll('%{http_code}', String(response.status)).replaceAll('\\n', '\n'));
    return 0;
  },
};

const wget = program(
  'qO:P:cNrS',
  { quiet: 'q', 'output-document': 'O', 'directory-prefix': 'P', continue: 'c', 'no-check-certificate': 'N' },
  function* (call, { flags, values, rest }) {
    const [target] = rest;
    const url = target === undefined ? null : parseUrl(target);
    if (!url) {
      call.stderr.write('wget: missing URL\nUsage: wget [OPTION]... [URL]...\n');
      return 1;
    }
    const name = values.get('O') ?? (url.path.replace(/\?.*/, '').replace(/.*\//, '') || 'index.html');
    const path = call.resolve(values.has('P') ? `${values.get('P')}/${name}` : name);
    const say = (text: string): void => {
      if (!flags.has('q')) call.stderr.write(text);
    };
    const download = downloadable(call, url.host, url.path);
    let content: ReturnType<Call['files']['read']>;
    if (download) {
      say(`Connecting to ${url.host}:${url.port}... connected.\nHTTP request sent, awaiting response... 200 OK\n`);
      yield sleep(call.process, download.ms);
      content = download.content;
    } else {
      try {
        const response = (yield call.platform.network.request(call.process, url.host, url.port, {
          method: 'GET',
          url: url.path,
          headers: {},
          body: '',
        })) as HttpResponse;
        say(
          `Connecting to ${url.host}:${url.port}... connected.\nHTTP request sent, awaiting response... ${response.status}\n`,
        );
        if (response.status >= 400) {
          say(`ERROR ${response.status}: Not Found.\n`);
          return 8;
        }
        content = { kind: 'text', text: response.body };
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        call.stderr.write(
          error.code === 'ENOTFOUND'
            ? `wget: unable to resolve host address ‘${url.host}’\n`
            : `Connecting to ${url.host}:${url.port}... failed: ${errorText(error)}.\n`,
        );
        return 4;
      }
    }
    if (name === '-') call.print(content.kind === 'text' ? content.text : '');
    else {
      call.files.write(path, content);
      say(`Saving to: ‘${name}’\n\n‘${name}’ saved [${call.files.stat(path).size}]\n\n`);
    }
    return 0;
  },
);

/** Clients of HTTP. */
export const httpPrograms: Readonly<Record<string, Program>> = { curl, wget };
