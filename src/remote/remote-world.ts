import { jvmOf } from '../flink/taskmanager/jvm.ts';
import type { HttpRequest, HttpResponse, Machine, MountSource, Process } from '../platform/types.ts';
import type { Compilation, SourceFile } from '../shell/compiler.ts';
import { isJar } from '../shell/programs/java.ts';
import type { Task } from '../simulation/task.ts';
import { TRACE_VERSION, type TraceEntry, type TraceHeader } from '../trace/facts.ts';
import { fail } from '../world/cells.ts';
import type { WorldSpec } from '../world/protocol.ts';
import { createWorld, type Outside, type World, type WorldOptions } from '../world/world.ts';
import { explain } from './advice.ts';
import { archiveOf, compilationOf, type JavacResult, type Pack } from './build.ts';
import { jsonAnswer, openGateway } from './gateway.ts';
import { createListening, type Listening, type ListenReal } from './listener.ts';
import { createMachineLogs } from './machine-logs.ts';
import type { Renamed } from './moved-classes.ts';
import { type Moved, type Places, placed, placedSource } from './names.ts';
import { createOutsideCluster } from './outside-cluster.ts';
import { createOutsidePrograms, type OutsidePrograms } from './outside-programs.ts';
import type { OwnCluster } from './own-cluster.ts';
import { createRealTime, type RealTime } from './real-time.ts';
import type { FlinkRest, FlinkVersion } from './rest.ts';
import { createSqlCells, type SqlCells } from './sql-gateway.ts';
import { mountFolders, movedFolders } from './state-folders.ts';
import { type BelongingsChanged, createSubmissions, type Submissions } from './submissions.ts';
import { createTaskManagerPlaces } from './task-manager-places.ts';
import { createWatch } from './watch.ts';

/** What the host's computer does for a lesson on a real Flink. */
export interface LocalTools {
  /** Runs javac against the jars of the cluster's version. Rejects with an Error of one sentence and a next step. */
  compile(sources: readonly SourceFile[], signal: AbortSignal): Promise<JavacResult>;
  readonly pack: Pack;
  /** Opens a port, if the person agrees. */
  readonly listen: ListenReal;
  /** A folder of this computer, read-only. */
  readonly folder: (path: string) => MountSource;
  /** Absent when the cluster is not run by Millrace. */
  readonly cluster?: OwnCluster;
}

export interface RemoteWorldOptions {
  readonly rest: FlinkRest;
  readonly version: FlinkVersion;
  /** Of the cluster's SQL Gateway; null: it has none. */
  readonly sqlGateway: FlinkRest | null;
  /** Its epoch is overruled: virtual time is wall time. */
  readonly spec: WorldSpec;
  readonly world: Omit<WorldOptions, 'spec' | 'outside'>;
  readonly tools: LocalTools;
  /** The real folder behind /workspace. */
  readonly workspace: string;
  /** ms since 1970. */
  readonly now: () => number;
  /** A sentence for the person: what a name stands for, a connection that is lost or back. */
  readonly note: (text: string) => void;
  /** Hears of what is on the cluster because of this lesson, whenever it changes. */
  readonly onBelongings?: BelongingsChanged;
  readonly onTrace?: (entries: readonly TraceEntry[]) => void;
}

/** A lesson whose machines are simulated and whose Flink is real. */
export interface RemoteWorld {
  readonly world: World;
  readonly realTime: RealTime;
  readonly submissions: Submissions;
  readonly header: TraceHeader;
  /** Translated facts of the cluster, and the cells', in order. */
  readonly trace: readonly TraceEntry[];
  /** What was said since the last call of commands that make no sense on a cluster outside. */
  takeSenseless(): string[];
  /** Takes one more look, then stops looking, closes the ports, cancels the jobs of this run unless they are to be kept. Gives the cancelled ones. */
  close(keepJobs: boolean): Promise<string[]>;
}

const REST_PORT = 8081;

/** A cluster on this computer can be given paths and ports of this computer. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}

// biome-ignore lint/correctness/useYield: it never waits
const withoutGateway: Outside['sql'] = function* (run) {
  const message =
    'SQL cells run through a SQL Gateway of the cluster (Flink 1.16 and newer): give its address with --sql-gateway, in the editor by the setting millrace.sqlGateway.';
  run.print('stderr', `${message}\n`);
  return fail(message);
};

/** Makes the world and begins to watch the cluster. Throws as createWorld does. */
export function createRemoteWorld(options: RemoteWorldOptions): RemoteWorld {
  const { rest, version, tools, now, note } = options;
  const { url } = rest.address;
  const spec = { ...options.spec, epoch: now() };
  const submissions = createSubmissions(rest, version.major, version.minor, options.onBelongings);
  let made: World;
  let realTime: RealTime | null = null;
  const platform = () => made.platform;
  let moved: readonly Moved[] = [];
  const places = (): Places | null =>
    isLoopback(url)
      ? { machines: [...made.platform.machines.keys()], address: '127.0.0.1', workspace: options.workspace, moved }
      : null;
  let told = false;
  const tellPlaces = (changed: boolean): void => {
    if (!changed || told) return;
    told = true;
    note(`on the real cluster the lesson's machines are 127.0.0.1 and /workspace is ${options.workspace}`);
  };
  let toldOtherApi = false;
  const tellOtherApi = (): void => {
    if (toldOtherApi) return;
    toldOtherApi = true;
    note(
      `lessons are written for the API of Flink 1.13, and ${version.text} has taken parts of it away; run them on a 1.13.6, or rewrite what javac does not find`,
    );
  };
  const toldRenamed = new Set<string>();
  const tellRenamed = (renamed: readonly Renamed[]): void => {
    for (const { from, to } of renamed.filter(({ from }) => !toldRenamed.has(from))) {
      toldRenamed.add(from);
      note(`Flink ${version.text} has no ${from}: compiled with ${to} in its place`);
    }
  };
  const place = (text: string): string => {
    const given = places();
    const other = given ? placed(text, given) : text;
    tellPlaces(other !== text);
    return other;
  };

  function* build(sources: readonly SourceFile[]): Task<Compilation> {
    yield* realTime!.wait(() => foldersKnown);
    const given = places();
    const adapted = sources.map(({ file, text }) => ({
      file,
      text: given && file.endsWith('.java') ? placedSource(text, given) : text,
    }));
    tellPlaces(adapted.some(({ text }, index) => text !== sources[index]!.text));
    try {
      const result = yield* realTime!.wait((signal) => tools.compile(adapted, signal));
      tellRenamed(result.renamed ?? []);
      if (version.major > 1 && result.classes.length === 0) tellOtherApi();
      return compilationOf(adapted, result, tools.pack);
    } catch (error) {
      const message = explain(error);
      const file = sources[0]?.file ?? '';
      const diagnostic = { file, line: null, column: null, severity: 'error' as const, message, text: message };
      return { diagnostics: [diagnostic], jar: null, mainClasses: [] };
    }
  }

  const own = tools.cluster ?? null;
  const taskManagers = createTaskManagerPlaces(spec.machines.length);
  let programs: OutsidePrograms | null = null;
  let listening: Listening | null = null;
  let sql: SqlCells | null = null;
  made = createWorld({
    ...options.world,
    spec,
    outside(simulation) {
      realTime = createRealTime(simulation);
      listening = createListening(realTime, tools.listen);
      programs = createOutsidePrograms({
        cluster: `Flink ${version.text} at ${url}`,
        listening,
        platform,
        realTime,
        own,
        taskManagers,
      });
      if (options.sqlGateway) sql = createSqlCells(options.sqlGateway, realTime, submissions.adopt);
      const cluster = createOutsideCluster(platform, { rest, realTime, submissions, place });
      return { hooks: { build, cluster, programs: programs.programs }, sql: sql?.run ?? withoutGateway };
    },
  });
  const time = realTime!;
  const foldersKnown = isLoopback(url)
    ? movedFolders(rest, spec.config).then(
        (found) => {
          moved = found;
          time.enter(() => mountFolders(made.platform, found, tools.folder));
        },
        // Who cannot be asked now is reported by who watches it.
        () => undefined,
      )
    : Promise.resolve();
  const first: Machine = made.platform.machines.values().next().value!;
  openGateway(made.platform, first, REST_PORT, rest, time, takeUpload);

  /** `curl -F jarfile=@target/x.jar …/jars/upload`: the file exists in the simulation alone. */
  function takeUpload(process: Process, { method, url: path, body }: HttpRequest): Task<HttpResponse> | null {
    if (method !== 'POST' || !/\/jars\/upload$/.test(path) || typeof body === 'string' || !isJar(body)) return null;
    const archive = archiveOf(body.value, jvmOf(made.platform, process));
    if (!archive) return null;
    return (function* () {
      try {
        const id = yield* time.wait((signal) => submissions.upload(archive, signal));
        return jsonAnswer(200, { filename: id, status: 'success' });
      } catch (error) {
        return jsonAnswer(500, { errors: [explain(error)] });
      }
    })();
  }

  const watch = createWatch({
    rest,
    epoch: spec.epoch,
    now,
    note,
    ...(options.onTrace ? { found: options.onTrace } : {}),
  });
  const logs = createMachineLogs(made.platform, rest, time, taskManagers, own, note);
  return {
    world: made,
    realTime: time,
    submissions,
    header: {
      millrace: 'trace',
      version: TRACE_VERSION,
      title: spec.title,
      seed: spec.seed,
      epoch: spec.epoch,
      flink: version.text,
      origin: 'real',
    },
    get trace() {
      const cells = made.recorder.entries.filter(({ kind }) => kind === 'cell.started' || kind === 'cell.ended');
      return [...watch.entries, ...cells].sort((a, b) => a.at - b.at);
    },
    takeSenseless: () => programs!.takeSenseless(),
    async close(keepJobs) {
      listening?.close();
      logs.stop();
      await sql?.close();
      const cancelled = await submissions.close(keepJobs).catch((error: unknown) => {
        const left = submissions.jobs.map((job) => `curl -X PATCH '${url}/jobs/${job}?mode=cancel'`);
        note(`jobs of this run could not be cancelled: ${explain(error)} Once it answers: ${left.join('; ')}`);
        return [];
      });
      await watch.stop();
      return cancelled;
    },
  };
}
