import type { JavaError } from '../../flink/api/jar.ts';
import type { JobStatusMessage } from '../../flink/client/cluster-client.ts';
import { exception, toJavaError } from '../../flink/jobmanager/errors.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call } from '../host.ts';
import { clientOf, type Frontend, frames, TIMEOUT, withinClientTimeout } from './frontend.ts';
import { CliArgsError } from './options.ts';

/** `21.11.2026 00:47:32` in the machines' time zone. */
function startTime(call: Call, epochMs: number): string {
  const parts: Record<string, string> = {};
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: call.platform.timezone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  for (const { type, value } of format.formatToParts(epochMs)) parts[type] = value;
  return `${parts.day}.${parts.month}.${parts.year} ${parts.hour}:${parts.minute}:${parts.second}`;
}

const TERMINAL = new Set(['FINISHED', 'CANCELED', 'FAILED']);

export function* list(frontend: Frontend): Task<number> {
  const { call, options } = frontend;
  const only = ['a', 'r', 's'].filter((flag) => options.values.has(flag));
  const all = options.values.has('a');
  const running = all || options.values.has('r') || only.length === 0;
  const scheduled = all || options.values.has('s') || only.length === 0;
  const client = yield* clientOf(frontend);
  call.print('Waiting for response...\n');
  let jobs: readonly JobStatusMessage[];
  try {
    jobs = yield* client.listJobs();
  } catch (error) {
    throw exception(
      'org.apache.flink.util.FlinkException',
      'Failed to retrieve job list.',
      toJavaError(error),
      frames(
        'org.apache.flink.client.cli.CliFrontend.listJobs(CliFrontend.java:449)',
        'org.apache.flink.client.cli.CliFrontend.lambda$list$0(CliFrontend.java:430)',
        'org.apache.flink.client.cli.CliFrontend.runClusterAction(CliFrontend.java:1002)',
        'org.apache.flink.client.cli.CliFrontend.list(CliFrontend.java:427)',
        'org.apache.flink.client.cli.CliFrontend.parseAndRun(CliFrontend.java:1060)',
      ),
    );
  }
  const sorted = [...jobs].sort((a, b) => a.startTime - b.startTime);
  const print = (title: string, chosen: readonly JobStatusMessage[]): void => {
    call.print(`${title}\n`);
    for (const job of chosen)
      call.print(`${startTime(call, job.startTime)} : ${job.jobId} : ${job.name} (${job.status})\n`);
    call.print('--------------------------------------------------------------\n');
  };
  const isScheduled = (job: JobStatusMessage): boolean => job.status === 'CREATED' || job.status === 'INITIALIZING';
  if (running) {
    const chosen = sorted.filter((job) => !TERMINAL.has(job.status) && !isScheduled(job));
    if (chosen.length === 0) call.print('No running jobs.\n');
    else print('------------------ Running/Restarting Jobs -------------------', chosen);
  }
  if (scheduled) {
    const chosen = sorted.filter(isScheduled);
    if (chosen.length === 0) call.print('No scheduled jobs.\n');
    else print('----------------------- Scheduled Jobs -----------------------', chosen);
  }
  if (all) {
    const chosen = sorted.filter((job) => TERMINAL.has(job.status));
    if (chosen.length > 0) print('---------------------- Terminated Jobs -----------------------', chosen);
  }
  return 0;
}

/** CliFrontend.parseJobId. Throws {@link CliArgsError}. */
function jobIdOf(text: string): string {
  if (/^[0-9a-fA-F]{32}$/.test(text)) return text.toLowerCase();
  throw new CliArgsError(
    `Cannot parse JobID from "${text}". The expected format is [0-9a-fA-F]{32}, e.g. fd72014d4c864993a2e5a9287b4a9c5d.`,
  );
}

export function* cancel(frontend: Frontend): Task<number> {
  const { call, options } = frontend;
  const [id] = options.args;
  const directory = options.values.get('s');
  if (directory !== undefined) {
    call.print('DEPRECATION WARNING: Cancelling a job with savepoint is deprecated. Use "stop" instead.\n');
    // `cancel -s ID` takes the id for the directory where there is no other argument.
    const jobText = id ?? directory;
    const target = id === undefined || directory === '' ? null : directory;
    if (jobText === '') throw new CliArgsError('Missing JobId');
    const jobId = jobIdOf(jobText);
    const client = yield* clientOf(frontend);
    call.print(
      target === null
        ? `Cancelling job ${jobId} with savepoint to default savepoint directory.\n`
        : `Cancelling job ${jobId} with savepoint to ${target}.\n`,
    );
    try {
      const path = yield* withinClientTimeout(frontend, client.cancelWithSavepoint(jobId, target));
      call.print(`Cancelled job ${jobId}. Savepoint stored in ${path}.\n`);
    } catch (error) {
      throw couldNotCancel(
        jobId,
        error,
        'org.apache.flink.client.cli.CliFrontend.lambda$cancel$6(CliFrontend.java:652)',
        'org.apache.flink.client.cli.CliFrontend.parseAndRun(CliFrontend.java:1066)',
      );
    }
    return 0;
  }
  if (id === undefined) throw new CliArgsError('Missing JobID. Specify a JobID to cancel a job.');
  const jobId = jobIdOf(id);
  call.print(`Cancelling job ${jobId}.\n`);
  const client = yield* clientOf(frontend);
  try {
    yield* withinClientTimeout(frontend, client.cancel(jobId));
  } catch (error) {
    throw couldNotCancel(
      jobId,
      error,
      'org.apache.flink.client.cli.CliFrontend.lambda$cancel$7(CliFrontend.java:677)',
      'org.apache.flink.client.cli.CliFrontend.runClusterAction(CliFrontend.java:1002)',
      'org.apache.flink.client.cli.CliFrontend.cancel(CliFrontend.java:668)',
      'org.apache.flink.client.cli.CliFrontend.parseAndRun(CliFrontend.java:1066)',
    );
  }
  call.print(`Cancelled job ${jobId}.\n`);
  return 0;
}

function couldNotCancel(jobId: string, error: unknown, ...calls: readonly string[]): JavaError {
  return exception(
    'org.apache.flink.util.FlinkException',
    `Could not cancel job ${jobId}.`,
    awaited(error),
    frames(...calls),
  );
}

/** As CompletableFuture.get throws it. */
function awaited(error: unknown): JavaError {
  const cause = toJavaError(error);
  return cause.className === TIMEOUT
    ? cause
    : exception('java.util.concurrent.ExecutionException', cause.message, cause);
}

export function* stop(frontend: Frontend): Task<number> {
  const { call, options } = frontend;
  const [id] = options.args;
  // `stop -p ID` takes the id for the directory where there is no other argument.
  const jobText = id ?? options.values.get('p') ?? '';
  if (jobText === '') throw new CliArgsError('Missing JobId');
  const jobId = jobIdOf(jobText);
  const drain = options.values.has('d');
  const directory = id === undefined ? undefined : options.values.get('p') || undefined;
  call.print(`${drain ? 'Draining' : 'Suspending'} job "${jobId}" with a savepoint.\n`);
  const client = yield* clientOf(frontend);
  let path: string;
  try {
    path = yield* withinClientTimeout(frontend, client.stopWithSavepoint(jobId, directory ?? null, drain));
  } catch (error) {
    throw exception(
      'org.apache.flink.util.FlinkException',
      `Could not stop with a savepoint job "${jobId}".`,
      awaited(error),
      frames(
        'org.apache.flink.client.cli.CliFrontend.lambda$stop$5(CliFrontend.java:585)',
        'org.apache.flink.client.cli.CliFrontend.runClusterAction(CliFrontend.java:1002)',
        'org.apache.flink.client.cli.CliFrontend.stop(CliFrontend.java:570)',
        'org.apache.flink.client.cli.CliFrontend.parseAndRun(CliFrontend.java:1069)',
      ),
    );
  }
  call.print(`Savepoint completed. Path: ${path}\n`);
  return 0;
}

export function* savepoint(frontend: Frontend): Task<number> {
  const { call, options } = frontend;
  const dispose = options.values.get('d');
  if (dispose !== undefined) {
    const client = yield* clientOf(frontend);
    call.print(`Disposing savepoint '${dispose}'.\nWaiting for response...\n`);
    try {
      yield* withinClientTimeout(frontend, client.disposeSavepoint(dispose));
    } catch (error) {
      throw exception(
        'org.apache.flink.util.FlinkException',
        `Disposing the savepoint '${dispose}' failed.`,
        toJavaError(error),
        frames(
          'org.apache.flink.client.cli.CliFrontend.disposeSavepoint(CliFrontend.java:814)',
          'org.apache.flink.client.cli.CliFrontend.parseAndRun(CliFrontend.java:1072)',
        ),
      );
    }
    call.print(`Savepoint '${dispose}' disposed.\n`);
    return 0;
  }
  const [id, directory] = options.args;
  if (id === undefined) throw new CliArgsError('Missing JobID. Specify a Job ID to trigger a savepoint.');
  const jobId = jobIdOf(id);
  if (options.args.length > 2) call.print('Provided more arguments than required. Ignoring not needed arguments.\n');
  const client = yield* clientOf(frontend);
  call.print(`Triggering savepoint for job ${jobId}.\nWaiting for response...\n`);
  let path: string;
  try {
    path = yield* withinClientTimeout(frontend, client.triggerSavepoint(jobId, directory ?? null));
  } catch (error) {
    throw exception(
      'org.apache.flink.util.FlinkException',
      `Triggering a savepoint for the job ${jobId} failed.`,
      toJavaError(error),
      frames(
        'org.apache.flink.client.cli.CliFrontend.triggerSavepoint(CliFrontend.java:777)',
        'org.apache.flink.client.cli.CliFrontend.lambda$savepoint$9(CliFrontend.java:754)',
        'org.apache.flink.client.cli.CliFrontend.runClusterAction(CliFrontend.java:1002)',
        'org.apache.flink.client.cli.CliFrontend.savepoint(CliFrontend.java:751)',
        'org.apache.flink.client.cli.CliFrontend.parseAndRun(CliFrontend.java:1072)',
      ),
    );
  }
  call.print(
    `Savepoint completed. Path: ${path}\nYou can resume your program from this savepoint with the run command.\n`,
  );
  return 0;
}
