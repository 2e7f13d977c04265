/**
 * The REST API of a running Flink (1.13 to 2.x), as far as a lesson asks it: https://nightlies.apache.org/flink/flink-docs-release-1.13/docs/ops/rest_api/
 */

/** How to reach a cluster. */
export interface FlinkAddress {
  /** `http://host:8081`, without a slash at the end. */
  readonly url: string;
  /** Sent with each request: `authorization` for a bearer token or basic credentials. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What a person typed, or took from a browser that shows the dashboard, as {@link FlinkAddress} has it; null: it is none, or holds credentials. Without
 * a scheme it is http.
 */
export function urlOf(text: string): string | null {
  const typed = text.includes('://') ? text.trim() : `http://${text.trim()}`;
  if (!URL.canParse(typed)) return null;
  const url = new URL(typed);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** Can HTTP send this header? */
export function isHeader(name: string, value: string): boolean {
  try {
    new Headers([[name, value]]);
    return true;
  } catch {
    return false;
  }
}

export type RemoteProblem =
  /** Nobody answers there: wrong address, not started, no route, TLS refused. */
  | 'unreachable'
  /** 401 or 403. */
  | 'refused'
  /** Somebody answers, but not as Flink does. */
  | 'not-flink'
  /** Flink, but older than 1.13 or newer than is known. */
  | 'version'
  /** Flink says no; its own words are the message. */
  | 'rejected';

/** Why a request failed, in one sentence for the person who asked. */
export class RemoteError extends Error {
  readonly problem: RemoteProblem;
  readonly status: number | null;
  constructor(problem: RemoteProblem, message: string, status: number | null = null) {
    super(message);
    this.name = 'RemoteError';
    this.problem = problem;
    this.status = status;
  }
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One cluster's REST endpoint. All throw {@link RemoteError}; an abort throws what `signal.reason` is. No request is ever sent twice. */
export interface FlinkRest {
  readonly address: FlinkAddress;
  get(path: string, signal?: AbortSignal): Promise<Json>;
  send(method: 'POST' | 'PATCH' | 'DELETE', path: string, body: Json, signal?: AbortSignal): Promise<Json>;
  /** Any request with the answer as it is, errors of Flink's included. */
  exchange(method: string, path: string, body: string, signal?: AbortSignal, patienceMs?: number): Promise<RestAnswer>;
  /** `POST /jars/upload`; gives the jar's id for `/jars/:id/run`. */
  uploadJar(name: string, jar: Uint8Array<ArrayBuffer>, signal?: AbortSignal): Promise<string>;
}

export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request that takes longer is given up, ms. */
const PATIENCE_MS = 30_000;

export function flinkRest(address: FlinkAddress, fetcher: typeof fetch = fetch): FlinkRest {
  const exchange = async (
    path: string,
    init: RequestInit,
    signal: AbortSignal | undefined,
    patienceMs = PATIENCE_MS,
  ): Promise<RestAnswer> => {
    const late = AbortSignal.timeout(patienceMs);
    let answer: RestAnswer;
    try {
      signal?.throwIfAborted();
      const response = await fetcher(`${address.url}${path}`, {
        ...init,
        headers: { ...address.headers, ...init.headers },
        signal: signal ? AbortSignal.any([signal, late]) : late,
      });
      const headers = { 'content-type': response.headers.get('content-type') ?? '' };
      answer = { status: response.status, headers, body: await response.text() };
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      const reason = late.aborted ? `nothing came within ${patienceMs / 1000} seconds` : reasonOf(error);
      throw new RemoteError('unreachable', `${address.url} does not answer: ${reason}`);
    }
    if (answer.status === 401 || answer.status === 403)
      throw new RemoteError('refused', `${address.url} refuses the credentials (HTTP ${answer.status})`, answer.status);
    return answer;
  };
  const ask = async (path: string, init: RequestInit, signal: AbortSignal | undefined): Promise<Json> => {
    const { status, body: text } = await exchange(path, init, signal);
    let body: Json;
    try {
      body = text === '' ? {} : (JSON.parse(text) as Json);
    } catch {
      throw new RemoteError('not-flink', `${address.url}${path} does not answer as Flink does`, status);
    }
    if (status >= 400) throw new RemoteError('rejected', errorText(body, status), status);
    return body;
  };
  return {
    address,
    get: (path, signal) => ask(path, { method: 'GET' }, signal),
    send: (method, path, body, signal) =>
      ask(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, signal),
    exchange: (method, path, body, signal, patienceMs) =>
      exchange(
        path,
        body === '' ? { method } : { method, headers: { 'content-type': 'application/json' }, body },
        signal,
        patienceMs,
      ),
    async uploadJar(name, jar, signal) {
      const form = new FormData();
      form.append('jarfile', new Blob([jar], { type: 'application/x-java-archive' }), name);
      const answer = await ask('/jars/upload', { method: 'POST', body: form }, signal);
      const file = textAt(answer, 'filename');
      if (file === null) throw new RemoteError('not-flink', `${address.url} took the jar, but did not say where it is`);
      return file.slice(file.lastIndexOf('/') + 1);
    },
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  // Node's fetch hides the reason (ECONNREFUSED, ENOTFOUND, a certificate) one level down.
  const text = cause instanceof Error && cause.message !== '' ? cause.message : error.message;
  // OpenSSL's own words stand between its places of code.
  return /SSL routines:[^:]*:([^:]+):/.exec(text)?.[1] ?? text;
}

/** Flink wraps the cause in a stack trace; the last `Caused by:` or else the first line tells most. */
function errorText(body: Json, status: number): string {
  const errors = listAt(body, 'errors').filter((item): item is string => typeof item === 'string');
  const text = errors.at(-1) ?? `HTTP ${status}`;
  const causes = [...text.matchAll(/^Caused by: (.*)$/gm)].map((match) => match[1]!);
  const first = text
    .replace(/^<Exception on server side:\s*/, '')
    .split('\n')
    .find((line) => line.trim() !== '');
  return causes.at(-1) ?? first?.trim() ?? text;
}

/** Something that a newer, older or just ended Flink does not answer is missing, not an error. */
export async function optional(rest: FlinkRest, path: string, signal: AbortSignal | undefined): Promise<Json | null> {
  try {
    return await rest.get(path, signal);
  } catch (error) {
    if (error instanceof RemoteError && error.problem === 'rejected') return null;
    throw error;
  }
}

// ---- reading JSON that may differ from version to version ------------------------------------------------------------

export function fieldOf(value: Json | undefined, key: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })[key]
    : undefined;
}
export function textAt(value: Json | undefined, key: string): string | null {
  const found = fieldOf(value, key);
  return typeof found === 'string' ? found : null;
}
export function numberAt(value: Json | undefined, key: string): number | null {
  const found = fieldOf(value, key);
  return typeof found === 'number' ? found : null;
}
export function listAt(value: Json | undefined, key: string): readonly Json[] {
  const found = fieldOf(value, key);
  return Array.isArray(found) ? (found as readonly Json[]) : [];
}

/** The value of an option among those that `/jobmanager/config` lists; null: it is not set, or the cluster does not answer that. */
export function optionAt(options: Json | null, name: string): string | null {
  const entry = Array.isArray(options) ? options.find((each) => textAt(each, 'key') === name) : undefined;
  return textAt(entry, 'value');
}

// ---- who is there ----------------------------------------------------------------------------------------------------

export interface FlinkVersion {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
}

/** Asks who answers there. Throws a {@link RemoteError} when it is no Flink, or one that is too old or too new to be known. */
export async function connect(rest: FlinkRest, signal?: AbortSignal): Promise<FlinkVersion> {
  const text = textAt(await rest.get('/config', signal), 'flink-version');
  const match = /^(\d+)\.(\d+)/.exec(text ?? '');
  if (text === null || !match)
    throw new RemoteError('not-flink', `${rest.address.url} answers, but not as Flink does (no flink-version)`);
  const version = { text, major: Number(match[1]), minor: Number(match[2]) };
  const known = (version.major === 1 && version.minor >= 13) || version.major === 2;
  if (!known) throw new RemoteError('version', `${rest.address.url} is Flink ${text}; Millrace knows 1.13 to 2.x`);
  return version;
}
