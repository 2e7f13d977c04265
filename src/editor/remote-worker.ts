import { explain } from '../remote/advice.ts';
import { createRemoteWorld, type LocalTools, type RemoteWorld } from '../remote/remote-world.ts';
import { connect, type FlinkRest, type FlinkVersion } from '../remote/rest.ts';
import type { BelongingsChanged } from '../remote/submissions.ts';
import type { TraceEntry } from '../trace/facts.ts';
import { createProgramCompiler } from '../world/compiler.ts';
import type { ProgramCompiler } from '../world/programs.ts';
import type { WorldCommand, WorldEvent } from '../world/protocol.ts';
import { answer } from '../world/queries.ts';
import { createWorkspace } from '../world/workspace.ts';
import type { WorldWorker } from './host.ts';

export interface RemoteWorkerOptions {
  readonly rest: FlinkRest;
  readonly tools: (version: FlinkVersion) => LocalTools;
  readonly sqlGateway: FlinkRest | null;
  /** The real folder behind /workspace. */
  readonly workspace: string;
  readonly note: (text: string) => void;
  /** Hears, when the world ends, of the work of taking its jobs and jars from the cluster; it gives the jobs that it cancelled. */
  readonly leaving: (work: Promise<readonly string[]>) => void;
  /** Hears of jobs and jars on the cluster, whenever they change. */
  readonly belongings: BelongingsChanged;
}

/** Facts and the clock go out that often, ms. */
const BEAT_MS = 200;

/**
 * A lesson's world on a real Flink behind the protocol of a worker. It lives in the extension host itself: its programs run on the cluster, and nothing
 * here can loop. It has no journal, since a real cluster cannot be replayed.
 */
export function remoteWorker(options: RemoteWorkerOptions): WorldWorker {
  let listener: (event: WorldEvent) => void = () => {};
  let ended = false;
  let remote: RemoteWorld | null = null;
  let compiler: ProgramCompiler | null = null;
  let sent = 0;
  let cells = 0;
  let fresh: TraceEntry[] = [];
  const waiting: WorldCommand[] = [];
  const post = (event: WorldEvent): void => {
    if (!ended) listener(event);
  };
  const flush = (): void => {
    if (!remote) return;
    const { recorder, simulation } = remote.world;
    const facts = recorder.entries;
    for (; cells < facts.length; cells++) {
      const fact = facts[cells]!;
      if (fact.kind === 'cell.started' || fact.kind === 'cell.ended') fresh.push(fact);
    }
    if (fresh.length > 0) {
      post({ type: 'trace', from: sent, entries: fresh });
      sent += fresh.length;
      fresh = [];
    }
    post({ type: 'time', now: simulation.now, pace: 1, busy: remote.world.busy });
  };

  const create = async (command: Extract<WorldCommand, { type: 'create' }>): Promise<void> => {
    const { rest, tools, sqlGateway, workspace: folder, note } = options;
    let beat: ReturnType<typeof setInterval> | undefined;
    try {
      const version = await connect(rest);
      compiler = await createProgramCompiler(command.assets);
      const workspace = createWorkspace(command.workspace);
      if (ended) return;
      remote = createRemoteWorld({
        rest,
        version,
        sqlGateway,
        spec: command.spec,
        world: {
          workspace: workspace.mount,
          workspaceChanged: workspace.update,
          compiler,
          editor: true,
          filters: () => new TextDecoder().decode(command.assets['filters.js']),
          emit(event) {
            if (event.type === 'serving' || event.type === 'awaits-input' || event.type === 'ended') flush();
            if (event.type !== 'journal') post(event);
          },
        },
        tools: tools(version),
        workspace: folder,
        now: Date.now,
        note,
        onBelongings: options.belongings,
        onTrace: (entries) => fresh.push(...entries),
      });
      post({ type: 'ready', header: remote.header });
      post({ type: 'replayed', now: remote.world.simulation.now });
      for (const next of waiting.splice(0)) handle(next);
      beat = setInterval(flush, BEAT_MS);
      await keepGoing(remote);
    } catch (error) {
      post({ type: 'failed', message: explain(error) });
    } finally {
      clearInterval(beat);
    }
  };
  /** The world waits for the person when nothing is left to do. */
  const keepGoing = async ({ realTime }: RemoteWorld): Promise<void> => {
    while (!ended) if ((await realTime.run(() => ended)) === 'idle') await new Promise((done) => setTimeout(done, 20));
  };
  const handle = (command: WorldCommand): void => {
    if (command.type === 'create') {
      void create(command);
      return;
    }
    if (!remote) {
      waiting.push(command);
      return;
    }
    const { world, realTime } = remote;
    if (command.type === 'input') {
      const { id, input } = command;
      if (input.kind === 'fault') {
        post({ type: 'refused', message: 'A real cluster is not broken from here; end its processes where they run.' });
        return;
      }
      try {
        realTime.enter(() => world.apply(input, id));
      } catch (error) {
        post({ type: 'answer', id, ok: false, value: explain(error) });
      }
    } else if (command.type === 'read') {
      answer(world, compiler!, command.query).then(
        (value) => post({ type: 'answer', id: command.id, ok: true, value }),
        (error: unknown) => post({ type: 'answer', id: command.id, ok: false, value: explain(error) }),
      );
    }
  };
  return {
    post: handle,
    onEvent(next) {
      listener = next;
    },
    // What goes wrong here is told as an event.
    onDeath() {},
    end() {
      if (ended) return;
      ended = true;
      remote?.realTime.stop();
      if (remote) options.leaving(remote.close(false));
    },
  };
}
