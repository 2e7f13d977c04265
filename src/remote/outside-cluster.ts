import { JavaError } from '../flink/api/jar.ts';
import { parseStackTrace } from '../flink/api/stack-trace.ts';
import { jvmOf } from '../flink/taskmanager/jvm.ts';
import type { Platform, Process } from '../platform/types.ts';
import type { OutsideCluster, OutsideProgram } from '../shell/host.ts';
import { sleep } from '../simulation/simulation.ts';
import type { Task } from '../simulation/task.ts';
import { explain } from './advice.ts';
import { archiveOf } from './build.ts';
import { failureAdvice, lacksSlots, slotsAdvice } from './job-advice.ts';
import { createOutputs, type Outputs, registeredTaskManagers } from './outputs.ts';
import type { RealTime } from './real-time.ts';
import { type FlinkRest, fieldOf, listAt, numberAt, RemoteError, textAt } from './rest.ts';
import {
  type Archive,
  failureOf,
  isOver,
  type JobStanding,
  jobStandings,
  type RunParameters,
  type Submissions,
  sourcesOf,
} from './submissions.ts';

export interface OutsideOptions {
  readonly rest: FlinkRest;
  readonly realTime: RealTime;
  readonly submissions: Submissions;
  /** An argument as the cluster is to get it. */
  readonly place: (argument: string) => string;
}

/** Between two looks at a job, ms. */
const LOOK_MS = 500;
/** A job whose tasks wait for slots that long is worth a word, ms. */
const SLOTS_PATIENCE_MS = 4000;
/** A job that has run that long with all its tasks counts as serving where its sources do not tell whether they end, ms. */
const SERVING_MS = 5000;
const SERVING_BOUNDED_MS = 60_000;
/** How long a cluster may be out of reach before the run gives up, ms. */
const LOST_MS = 15_000;
/** Output of a finished job reaches its file a moment later, ms. */
const FLUSH_MS = 300;

/** Brings programs to a real Flink and tells what becomes of them as Flink's own client does. */
export function createOutsideCluster(platform: () => Platform, options: OutsideOptions): OutsideCluster {
  const { rest, realTime, submissions, place } = options;
  const prepared = (process: Process, program: OutsideProgram): { archive: Archive; parameters: RunParameters } => {
    const archive = archiveOf(program.jar, jvmOf(platform(), process));
    if (!archive)
      throw clientError(
        `${program.jar.name} exists only in the simulation and cannot be sent to a real Flink. Build a jar from the cells with mvn package.`,
      );
    const { mainClass, args, parallelism, savepoint, configuration } = program;
    const restored = savepoint === null ? null : { ...savepoint, path: place(savepoint.path) };
    return {
      archive,
      parameters: { mainClass, args: args.map(place), parallelism, savepoint: restored, configuration },
    };
  };
  const look = (outputs: Outputs) => async (signal: AbortSignal) =>
    outputs.fetch(await registeredTaskManagers(rest, signal), signal);
  return {
    *plan(process, program) {
      const { archive, parameters } = prepared(process, program);
      return yield* asked(realTime.wait((signal) => submissions.plan(archive, parameters, signal)));
    },
    *run(process, program) {
      const { archive, parameters } = prepared(process, program);
      const { stdout, stderr } = process.spec;
      const outputs = program.by === 'ide' ? createOutputs(rest, ['stdout']) : null;
      if (outputs) yield* asked(realTime.wait(look(outputs)));
      const job = yield* asked(realTime.wait((signal) => submissions.run(archive, parameters, signal)));
      if (program.by === 'client') stdout.write(`Job has been submitted with JobID ${job}\n`);
      if (program.detached) return;
      const show = function* (): Task {
        if (!outputs) return;
        for (const { added } of yield* realTime.wait(look(outputs))) stdout.write(added);
      };
      const standing = yield* untilOver(process, job, (text) => stderr.write(text), show);
      yield sleep(process, outputs ? FLUSH_MS : 0);
      yield* asked(show());
      if (standing.status === 'CANCELED') throw ended(job, 'Job was cancelled', CANCELLED);
      if (standing.status !== 'FINISHED') {
        const failure = parseStackTrace(yield* asked(realTime.wait((signal) => failureOf(rest, job, signal))));
        stderr.write(
          lacksSlots(failure)
            ? yield* asked(realTime.wait((signal) => slotsAdvice(rest, job, signal)))
            : failureAdvice(failure, program.jar),
        );
        throw ended(job, 'Job failed', failure);
      }
      if (program.by === 'client') stdout.write(yield* asked(realTime.wait((signal) => summary(rest, job, signal))));
    },
  };

  function* untilOver(
    process: Process,
    job: string,
    tell: (text: string) => void,
    show: () => Task,
  ): Task<JobStanding> {
    const since = platform().world.now;
    let reachedAt = since;
    let told = false;
    let bounded: number | null = null;
    for (;;) {
      const { now } = platform().world;
      try {
        const standing = (yield* realTime.wait((signal) => jobStandings(rest, signal))).get(job);
        if (standing) {
          const { status, tasks } = standing;
          if (isOver(status)) return standing;
          if (tasks.scheduled > 0 && !told && now - since > SLOTS_PATIENCE_MS) {
            tell(yield* realTime.wait((signal) => slotsAdvice(rest, job, signal)));
            told = true;
          }
          if (!process.serving && tasks.total > 0 && tasks.running === tasks.total) {
            bounded ??= yield* realTime.wait((signal) => patienceFor(rest, job, signal));
            if (now - since >= bounded) process.declareServing();
          }
          yield* show();
        }
        reachedAt = now;
      } catch (error) {
        if (!(error instanceof RemoteError)) throw error;
        if (error.problem !== 'unreachable') throw clientError(explain(error));
        if (now - reachedAt > LOST_MS)
          throw clientError(
            `The connection was lost while job ${job} ran: ${explain(error)} The job goes on if its cluster does: flink list, flink cancel ${job}.`,
          );
      }
      yield sleep(process, LOOK_MS);
    }
  }
}

const CANCELLED = new JavaError(
  'org.apache.flink.runtime.client.JobCancellationException',
  'Job was cancelled.',
  [],
  null,
);

/** As the client tells of a job that did not finish. */
function ended(job: string, how: string, cause: JavaError): JavaError {
  return new JavaError(
    'org.apache.flink.client.program.ProgramInvocationException',
    `${how} (JobID: ${job})`,
    [],
    cause,
  );
}

const clientError = (message: string): JavaError =>
  new JavaError('org.apache.flink.client.program.ProgramInvocationException', message, [], null);

/** What goes wrong on the way to the cluster ends the client with one clear message. */
function* asked<T>(task: Task<T>): Task<T> {
  try {
    return yield* task;
  } catch (error) {
    throw error instanceof RemoteError ? clientError(explain(error)) : error;
  }
}

async function patienceFor(rest: FlinkRest, job: string, signal: AbortSignal): Promise<number> {
  const sources = await sourcesOf(rest, job, signal);
  if (sources.some((name) => name.includes('Socket Stream'))) return 0;
  return sources.every((name) => /Collection Source|Sequence Source|File Source/.test(name))
    ? SERVING_BOUNDED_MS
    : SERVING_MS;
}

/** JobExecutionResult.toString. */
async function summary(rest: FlinkRest, job: string, signal: AbortSignal): Promise<string> {
  const [detail, answer] = await Promise.all([
    rest.get(`/jobs/${job}`, signal),
    rest.get(`/jobs/${job}/accumulators`, signal),
  ]);
  const stamps = fieldOf(detail, 'timestamps');
  const since = numberAt(stamps, 'INITIALIZING') || (numberAt(stamps, 'CREATED') ?? 0);
  const runtime = (numberAt(detail, 'end-time') ?? -1) > 0 ? numberAt(detail, 'end-time')! - since : 0;
  const accumulators = listAt(answer, 'user-task-accumulators').map(
    (each) => `- ${textAt(each, 'name')} (${textAt(each, 'type')}): ${textAt(each, 'value')}`,
  );
  return [
    'Program execution finished',
    `Job with JobID ${job} has finished.`,
    `Job Runtime: ${Math.round(runtime)} ms`,
    ...(accumulators.length > 0 ? ['Accumulator Results: ', ...accumulators] : []),
    '\n',
  ].join('\n');
}
