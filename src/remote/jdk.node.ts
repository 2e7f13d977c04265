import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, sep } from 'node:path';
import type { CompilerDiagnostic, SourceFile } from '../shell/compiler.ts';
import type { JavacResult } from './build.ts';

/** A JDK of this computer. */
export interface Jdk {
  /** Feature release: 11, 17 … */
  readonly release: number;
  readonly java: string;
  /** Null: a runtime without compiler. */
  readonly javac: string | null;
}

const NO_JDK =
  'Java cells are compiled on this computer, and no JDK was found. Install one of version 11 or newer (https://adoptium.net) or set JAVA_HOME to where it is.';

/** The JDK at JAVA_HOME, else the one on the PATH. Rejects with an Error of one sentence when there is none. */
export async function findJdk(env: NodeJS.ProcessEnv = process.env): Promise<Jdk> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = [
    ...(env.JAVA_HOME ? [join(env.JAVA_HOME, 'bin')] : []),
    ...(env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
  ];
  const folder = folders.find((candidate) => existsSync(join(candidate, `java${suffix}`)));
  if (folder === undefined) throw new Error(NO_JDK);
  const java = join(folder, `java${suffix}`);
  const javac = folders.map((candidate) => join(candidate, `javac${suffix}`)).find((file) => existsSync(file)) ?? null;
  const { text } = await run(java, ['-version']);
  const release = /version "(?:1\.)?(\d+)/.exec(text)?.[1];
  if (release === undefined) throw new Error(`${java} does not say its version. ${NO_JDK}`);
  return { release: Number(release), java, javac };
}

export interface JavacOptions {
  readonly jdk: Jdk;
  /** Jars and folders. */
  readonly classpath: readonly string[];
  /** Release of Java that the cluster runs on; null: unknown. Then the oldest that Flink documents is tried first. */
  readonly target: number | null;
}

/** What Flink 1.13 to 2.x runs on at least. */
const OLDEST_RELEASE = 11;
const TOO_NEW = /(?:not supported in|is a preview feature).*-source \d+|use -source \d+ or higher/;

/** Compiles sources in a folder of their own, which is removed. Rejects with an Error of one sentence when there is no javac. */
export async function javac(
  sources: readonly SourceFile[],
  options: JavacOptions,
  signal?: AbortSignal,
): Promise<JavacResult> {
  const { jdk, target } = options;
  if (!jdk.javac || jdk.release < OLDEST_RELEASE) throw new Error(NO_JDK);
  const release = Math.min(jdk.release, target ?? OLDEST_RELEASE);
  const result = await compileFor(release, sources, options, signal);
  const asksForMore = result.diagnostics.some(({ severity, text }) => severity === 'error' && TOO_NEW.test(text));
  return target === null && asksForMore && jdk.release > release
    ? compileFor(jdk.release, sources, options, signal)
    : result;
}

async function compileFor(
  release: number,
  sources: readonly SourceFile[],
  { jdk, classpath }: JavacOptions,
  signal: AbortSignal | undefined,
): Promise<JavacResult> {
  const scala = sources.find(({ file }) => file.endsWith('.scala'));
  if (scala)
    throw new Error(
      `${scala.file}: Scala programs cannot be compiled for a real Flink here; run them on the simulation.`,
    );
  const folder = await mkdtemp(join(tmpdir(), 'millrace-javac-'));
  try {
    const files: string[] = [];
    for (const { file, text } of sources) {
      const path = join(folder, 'src', file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      files.push(path);
    }
    const classes = join(folder, 'classes');
    await mkdir(classes);
    // An argument file, since a class path of many jars is longer than some systems' command lines.
    const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\')}"`;
    const args = join(folder, 'arguments');
    await writeFile(
      args,
      [
        ...['--release', String(release), '-proc:none', '-encoding', 'UTF-8', '-Xlint:-options', '-nowarn'],
        ...['-cp', quoted(classpath.join(delimiter)), '-d', quoted(classes)],
        ...files.map(quoted),
      ].join('\n'),
    );
    const { code, text } = await run(jdk.javac!, ['-J-Xmx400m', '-J-Duser.language=en', `@${args}`], signal);
    const diagnostics = diagnosticsOf(text, join(folder, 'src') + sep);
    if (code !== 0 && !diagnostics.some(({ severity }) => severity === 'error'))
      throw new Error(`javac ended with ${code}: ${text.trim().split('\n')[0] ?? ''}`);
    return { diagnostics, classes: code === 0 ? await classesBelow(classes) : [] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads javac's messages: `FILE:LINE: error: WORDS`, further lines, the source line and a caret. */
function diagnosticsOf(text: string, folder: string): CompilerDiagnostic[] {
  const found: CompilerDiagnostic[] = [];
  const lines = text.split(/\r?\n/);
  const head = /^(.+?\.java):(\d+): (error|warning): (.*)$/;
  for (let i = 0; i < lines.length; i++) {
    const match = head.exec(lines[i]!);
    if (!match) continue;
    const block = [lines[i]!.replace(folder, '')];
    while (
      i + 1 < lines.length &&
      !head.test(lines[i + 1]!) &&
      !/^(?:\d+ (?:error|warning)s?|Note: .*)?$/.test(lines[i + 1]!)
    )
      block.push(lines[++i]!);
    const caret = block.find((line) => /^\s*\^\s*$/.test(line));
    found.push({
      file: match[1]!.replace(folder, '').split(sep).join('/'),
      line: Number(match[2]),
      column: caret === undefined ? null : caret.indexOf('^') + 1,
      severity: match[3] as 'error' | 'warning',
      message: match[4]!,
      text: block.join('\n'),
    });
  }
  return found;
}

async function classesBelow(folder: string): Promise<{ path: string; bytes: Uint8Array }[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.class')).sort();
  return Promise.all(
    names.map(async (name) => ({
      path: name.split(sep).join('/'),
      bytes: new Uint8Array(await readFile(join(folder, name))),
    })),
  );
}

/** Runs a program to its end; both streams as one text. */
function run(
  file: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<{ readonly code: number | null; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...(signal ? { signal } : {}) });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, text }));
  });
}
