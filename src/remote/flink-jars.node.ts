import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { readTar } from './tar.ts';

/** The jars of a Flink distribution on this computer. */
export interface FlinkJars {
  /** As flink-dist's file name has it. */
  readonly version: string;
  /** Absolute paths, flink-dist last: the order in which Flink's scripts put them. */
  readonly jars: readonly string[];
}

/** Hears the share of the download that is done, 0 to 1; null where its size is not told. */
export type FetchProgress = (done: number | null) => void;

/** The Python package that carries a whole distribution's lib folder, checksummed by the index. */
const PACKAGE = 'apache-flink-libraries';

/** The jars in a folder (a distribution's `lib`, or the distribution). Rejects with an Error of one sentence when they are not there. */
export async function jarsIn(folder: string): Promise<FlinkJars> {
  for (const place of [folder, join(folder, 'lib')]) {
    const names = existsSync(place) ? (await readdir(place)).filter((name) => name.endsWith('.jar')).sort() : [];
    const dist = names.find((name) => /^flink-dist.*\.jar$/.test(name));
    const version = /^flink-dist(?:_[\d.]+)?-(\d.*)\.jar$/.exec(dist ?? '')?.[1];
    if (dist !== undefined && version !== undefined)
      return { version, jars: [...names.filter((name) => name !== dist), dist].map((name) => join(place, name)) };
  }
  throw new Error(`${folder} has no flink-dist-….jar; name the lib folder of a Flink distribution`);
}

/** Where downloads are kept: MILLRACE_CACHE, else the system's folder for caches. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.MILLRACE_CACHE) return env.MILLRACE_CACHE;
  const home = homedir();
  if (process.platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'millrace');
  if (process.platform === 'darwin') return join(home, 'Library', 'Caches', 'millrace');
  return join(env.XDG_CACHE_HOME ?? join(home, '.cache'), 'millrace');
}

/** The jars of a version that were fetched before; null when there are none. */
export async function cachedJars(version: string, cache = cacheFolder()): Promise<FlinkJars | null> {
  const folder = join(cache, `flink-${version}`);
  return existsSync(folder) ? jarsIn(folder) : null;
}

/** The jars of a version: from the cache, else from the Python package index (200 to 350 MB). Rejects with an Error of one sentence. */
export async function fetchJars(
  version: string,
  progress: FetchProgress,
  signal?: AbortSignal,
  cache = cacheFolder(),
): Promise<FlinkJars> {
  const known = await cachedJars(version, cache);
  if (known) return known;
  const { url, sha256 } = await releaseOf(version, signal);
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'incoming-'));
  try {
    const digest = await unpack(url, folder, progress, signal);
    if (digest !== sha256)
      throw new Error(`${basename(url)} has another checksum than the index says; nothing was kept`);
    await jarsIn(folder);
    await rename(folder, join(cache, `flink-${version}`));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return (await cachedJars(version, cache))!;
}

/** The index (PEP 503): MILLRACE_PYPI, else pypi.org. */
const indexUrl = (): string => (process.env.MILLRACE_PYPI ?? 'https://pypi.org/simple').replace(/\/$/, '');

async function releaseOf(version: string, signal: AbortSignal | undefined): Promise<{ url: string; sha256: string }> {
  const page = `${indexUrl()}/${PACKAGE}/`;
  const text = await (await ask(page, signal)).text();
  for (const [, href, hash] of text.matchAll(/href="([^"#]+)#sha256=([0-9a-f]{64})"/g)) {
    const name = basename(href!).replaceAll('_', '-');
    if (name === `${PACKAGE}-${version}.tar.gz`) return { url: new URL(href!, page).href, sha256: hash! };
  }
  throw new Error(
    `the package index has no Flink ${version}; give the jars with --flink-jars (--jars for a local cluster)`,
  );
}

async function ask(url: string, signal: AbortSignal | undefined): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, signal ? { signal } : {});
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    const { cause } = error as Error;
    throw new Error(`${url} cannot be fetched: ${cause instanceof Error ? cause.message : (error as Error).message}`);
  }
  if (!response.ok || !response.body) throw new Error(`${url} cannot be fetched: HTTP ${response.status}`);
  return response;
}

/** Writes the jars of the package's lib folder while it comes; gives the SHA-256 of the whole. */
async function unpack(
  url: string,
  folder: string,
  progress: FetchProgress,
  signal: AbortSignal | undefined,
): Promise<string> {
  const response = await ask(url, signal);
  const size = Number(response.headers.get('content-length') ?? 0);
  const hash = createHash('sha256');
  let received = 0;
  const source = Readable.fromWeb(response.body as import('node:stream/web').ReadableStream);
  source.on('data', (chunk: Uint8Array) => {
    hash.update(chunk);
    received += chunk.length;
    progress(size > 0 ? received / size : null);
  });
  const archive = source.pipe(createGunzip());
  source.on('error', (error) => archive.destroy(error));
  for await (const { path, content } of readTar(archive)) {
    const name = /\/deps\/lib\/([^/]+\.jar)$/.exec(path)?.[1];
    if (name === undefined) continue;
    const file = createWriteStream(join(folder, name));
    for await (const chunk of content) if (!file.write(chunk)) await once(file, 'drain');
    file.end();
    await finished(file);
  }
  return hash.digest('hex');
}
