import type { FileContent, HttpRequest, HttpResponse } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import { type Configuration, intOption } from '../api/configuration.ts';
import { type ExecutableProgram, type ExecutionContext, type Jar, JavaError, printStackTrace } from '../api/jar.ts';
import { infoContext, ProgramAborted } from '../client/execution-contexts.ts';
import { failedToExecute, failedToInitialize, mainMethodError } from '../client/failures.ts';
import { translateProgram } from '../client/translate.ts';
import { jobPlan } from '../graph/plan.ts';
import type { JobGraph } from '../graph/types.ts';
import type { ClusterView } from '../jobmanager/cluster-view.ts';
import { toJavaError } from '../jobmanager/errors.ts';
import { jvmOf } from '../taskmanager/jvm.ts';
import { errorResponse, jsonResponse } from './answers.ts';
import { serverError } from './failures.ts';
import { COMPILED } from './job-commands.ts';
import { requestUri } from './request-uri.ts';

/**
 * `/jars`: jars in the upload directory of the JobManager, to plan and to run. An uploaded jar's file name comes in
 * content-disposition (`filename="lab.jar"`), the jar is the request's body.
 */
export function jarRoutes(cluster: ClusterView): (request: HttpRequest) => Task<HttpResponse> | null {
  return (request) => {
    const {
      parts: [root, id, command],
      query,
    } = requestUri(request.url);
    if (root !== 'jars') return null;
    switch (`${request.method} ${id === undefined ? '' : id === 'upload' ? 'upload' : `:id ${command ?? ''}`}`.trim()) {
      case 'GET':
        return now(() => listJars(cluster));
      case 'POST upload':
        return now(() => upload(cluster, request));
      case 'DELETE :id':
        return now(() => {
          const path = `${cluster.uploadDirectory}/${id}`;
          if (!cluster.process.machine.files.exists(path)) return notThere(cluster, id!);
          cluster.process.machine.files.remove(path);
          return jsonResponse(200, {});
        });
      case 'GET :id plan':
      case 'POST :id plan':
      case 'POST :id run': {
        const args = argumentsOf(request, query);
        if (args.confusing) return now(() => errorResponse(400, CONFUSING));
        const handler = `org.apache.flink.runtime.webmonitor.handlers.Jar${command === 'run' ? 'Run' : 'Plan'}Handler`;
        cluster.log('WARN', handler, DEPRECATED_QUERY);
        return command === 'run' ? run(cluster, id!, args) : plan(cluster, id!, args);
      }
      default:
        return null;
    }
  };
}

// biome-ignore lint/correctness/useYield: answers at once
function* now(make: () => HttpResponse): Task<HttpResponse> {
  return make();
}

interface JarArguments {
  readonly entryClass: string | null;
  readonly programArgs: readonly string[];
  readonly parallelism: number | null;
  /** The job's id to be, 32 hex digits. */
  readonly jobId: string | null;
  /** Arguments came both as a line and as a list. */
  readonly confusing: boolean;
  readonly savepointPath: string | null;
  readonly allowNonRestoredState: boolean;
}

/** JarHandlerContext.fromRequest: the body wins over the query. */
function argumentsOf(request: HttpRequest, query: URLSearchParams): JarArguments {
  const body = (typeof request.body === 'string' && request.body !== '' ? JSON.parse(request.body) : {}) as Record<
    string,
    unknown
  >;
  const text = (name: string, inQuery: string): string | null => {
    const value = body[name] ?? query.get(inQuery);
    return value === null || value === undefined || value === '' ? null : String(value);
  };
  const list = body.programArgsList;
  const line = text('programArgs', 'program-args') ?? '';
  const parallelism = text('parallelism', 'parallelism');
  return {
    entryClass: text('entryClass', 'entry-class'),
    programArgs: Array.isArray(list)
      ? list.map(String)
      : (query.get('programArg')?.split(',') ??
        [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((m) => m[1] ?? m[2] ?? m[3]!)),
    // ExecutionConfig.PARALLELISM_DEFAULT leaves the choice to the program.
    parallelism: parallelism === null || Number(parallelism) === -1 ? null : Number(parallelism),
    jobId: text('jobId', 'jobid')?.toLowerCase() ?? null,
    confusing: Array.isArray(list) && list.length > 0 && line !== '',
    savepointPath: text('savepointPath', 'savepointPath'),
    allowNonRestoredState: text('allowNonRestoredState', 'allowNonRestoredState') === 'true',
  };
}

function jarOf(cluster: ClusterView, id: string): Jar | null {
  const { files } = cluster.process.machine;
  const path = `${cluster.uploadDirectory}/${id}`;
  if (!id.endsWith('.jar') || !files.exists(path)) return null;
  const content = files.read(path);
  return content.kind === 'artifact' && content.type === 'jar' ? (content.value as Jar) : null;
}
/** 1.13.6 says so of every request. */
const DEPRECATED_QUERY =
  'Configuring the job submission via query parameters is deprecated. Please migrate to submitting a JSON request instead.';
const CONFUSING =
  'org.apache.flink.runtime.rest.handler.RestHandlerException: Confusing request: programArgs and programArgsList are specified, please, use only programArgsList\n\tat org.apache.flink.runtime.webmonitor.handlers.utils.JarHandlerUtils.getProgramArgs(JarHandlerUtils.java:210)\n';
const REST_ERROR = 'org.apache.flink.runtime.rest.handler.RestHandlerException';

/** Why a jar can't be planned or run. JarRunHandler does not unwrap what went wrong asynchronously. */
function missing(cluster: ClusterView, id: string, command: 'plan' | 'run'): HttpResponse {
  if (id.endsWith('.jar') && cluster.process.machine.files.exists(`${cluster.uploadDirectory}/${id}`))
    return errorResponse(400, COMPILED);
  const at = [
    'org.apache.flink.runtime.webmonitor.handlers.utils.JarHandlerUtils$JarHandlerContext.toPackagedProgram(JarHandlerUtils.java:172)',
  ];
  const error = new JavaError(REST_ERROR, `Jar file ${cluster.uploadDirectory}/${id} does not exist`, at, null);
  return command === 'run'
    ? serverError(printStackTrace(asynchronous(error)))
    : errorResponse(400, printStackTrace(error));
}
function notThere(cluster: ClusterView, id: string): HttpResponse {
  return errorResponse(
    400,
    `${REST_ERROR}: File ${id} does not exist in ${cluster.uploadDirectory}.\n\tat org.apache.flink.runtime.webmonitor.handlers.JarDeleteHandler.lambda$handleRequest$0(JarDeleteHandler.java:80)\n`,
  );
}
/** As a CompletableFuture throws it. */
const asynchronous = (error: JavaError): JavaError =>
  new JavaError('java.util.concurrent.CompletionException', error.message, [], error);

function listJars(cluster: ClusterView): HttpResponse {
  const { files } = cluster.process.machine;
  const names = files.exists(cluster.uploadDirectory) ? files.list(cluster.uploadDirectory) : [];
  const jars = names.flatMap((id) => {
    if (!id.endsWith('.jar')) return [];
    // A jar of compiled classes can't be looked into; it is listed without an entry class.
    const jar = jarOf(cluster, id);
    return [
      {
        id,
        name: id.slice(id.indexOf('_') + 1),
        uploaded: Math.floor(cluster.platform.epoch + files.stat(`${cluster.uploadDirectory}/${id}`).modified),
        entry: !jar || jar.mainClass === null ? [] : [{ name: jar.mainClass, description: null }],
      },
    ];
  });
  jars.sort((a, b) => b.uploaded - a.uploaded);
  return jsonResponse(200, { address: cluster.restAddress, files: jars });
}

function upload(cluster: ClusterView, request: HttpRequest): HttpResponse {
  const content: string | FileContent = request.body;
  const name = /filename="?([^";]+)"?/.exec(request.headers['content-disposition'] ?? '')?.[1];
  if (typeof content === 'string' || name === undefined) {
    return errorResponse(
      400,
      `${REST_ERROR}: Exactly 1 file must be sent, received 0.\n\tat org.apache.flink.runtime.webmonitor.handlers.JarUploadHandler.handleRequest(JarUploadHandler.java:80)\n`,
    );
  }
  if (!name.endsWith('.jar')) {
    return errorResponse(
      400,
      'org.apache.flink.runtime.rest.handler.RestHandlerException: Only Jar files are allowed.\n',
    );
  }
  const random = cluster.platform.world.random('jar-id').hex(32);
  const uuid = random.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const { files } = cluster.process.machine;
  files.mkdir(cluster.uploadDirectory, { recursive: true });
  const path = `${cluster.uploadDirectory}/${uuid}_${name.slice(name.lastIndexOf('/') + 1)}`;
  files.write(path, content);
  return jsonResponse(200, { filename: path, status: 'success' });
}

function* execute(
  cluster: ClusterView,
  jar: Jar,
  args: JarArguments,
  context: ExecutionContext,
  command: 'plan' | 'run',
): Task<HttpResponse | null> {
  const entry = args.entryClass ?? jar.mainClass;
  const program = jar.load(jvmOf(cluster.platform, cluster.process));
  if (entry === null || !program.hasMain(entry)) {
    const error = new JavaError(
      'org.apache.flink.client.program.ProgramInvocationException',
      entry === null
        ? "Neither a 'Main-Class', nor a 'program-class' entry was found in the jar file."
        : `The program's entry point class '${entry}' was not found in the jar file.`,
      [
        'org.apache.flink.runtime.webmonitor.handlers.utils.JarHandlerUtils$JarHandlerContext.toPackagedProgram(JarHandlerUtils.java:182)',
      ],
      entry === null ? null : new JavaError('java.lang.ClassNotFoundException', entry, [], null),
    );
    return serverError(printStackTrace(command === 'run' ? asynchronous(error) : error));
  }
  yield* program.main(entry, args.programArgs, context);
  return null;
}

/** What main() gets: the request's parallelism wins. */
function configurationOf({ configuration }: ClusterView, { parallelism }: JarArguments): Configuration {
  return parallelism === null ? configuration : { ...configuration, 'parallelism.default': String(parallelism) };
}
function defaultParallelism(cluster: ClusterView, args: JarArguments): number {
  return args.parallelism ?? intOption(cluster.configuration, 'parallelism.default') ?? 1;
}
const NO_JOB = new JavaError(
  'org.apache.flink.client.program.ProgramInvocationException',
  'The program plan could not be fetched - the program aborted pre-maturely.',
  [],
  null,
);

function* plan(cluster: ClusterView, id: string, args: JarArguments): Task<HttpResponse> {
  const jar = jarOf(cluster, id);
  if (!jar) return missing(cluster, id, 'plan');
  const { files } = cluster.process.machine;
  const parallelism = defaultParallelism(cluster, args);
  const context = infoContext({
    platform: cluster.platform,
    configuration: configurationOf(cluster, args),
    defaultParallelism: parallelism,
    jar,
    files,
  });
  try {
    return (yield* execute(cluster, jar, args, context, 'plan')) ?? serverError(printStackTrace(NO_JOB));
  } catch (error) {
    if (!(error instanceof ProgramAborted)) return serverError(printStackTrace(toJavaError(error)));
    return jsonResponse(200, { plan: jobPlan(translated(cluster, jar, error.program, args)) });
  }
}

function translated(cluster: ClusterView, jar: Jar, program: ExecutableProgram, args: JarArguments): JobGraph {
  return translateProgram(program, {
    jobId: args.jobId ?? cluster.platform.world.random('job-id').hex(32),
    jar,
    defaultParallelism: defaultParallelism(cluster, args),
    savepoint:
      args.savepointPath === null
        ? null
        : { path: args.savepointPath, allowNonRestoredState: args.allowNonRestoredState },
    files: cluster.process.machine.files,
  });
}

/** JarRunHandler: main() runs in the JobManager, detached; the answer names the job of its first execute(). */
function* run(cluster: ClusterView, id: string, args: JarArguments): Task<HttpResponse> {
  const jar = jarOf(cluster, id);
  if (!jar) return missing(cluster, id, 'run');
  let first: string | null = null;
  function* submit(program: ExecutableProgram): Task<string> {
    const job = translated(cluster, jar!, program, args);
    try {
      yield* cluster.dispatcher('submitJob', (dispatcher) => dispatcher.submitJob(job));
      yield* initialized(cluster, job.jobId);
    } catch (error) {
      throw failedToExecute(job.jobName, toJavaError(error));
    }
    first ??= job.jobId;
    return job.jobId;
  }
  const context: ExecutionContext = {
    configuration: configurationOf(cluster, args),
    defaultParallelism: defaultParallelism(cluster, args),
    *executeAsync(program) {
      return { jobId: yield* submit(program) };
    },
    *execute(program) {
      return { jobId: yield* submit(program), runtime: -1, accumulators: {} };
    },
  };
  try {
    const failed = yield* execute(cluster, jar, args, context, 'run');
    if (failed) return failed;
  } catch (error) {
    return couldNotExecute(mainMethodError(toJavaError(error), 'run'));
  }
  return first === null ? serverError(printStackTrace(NO_JOB)) : jsonResponse(200, { jobid: first });
}

/** ClientUtils.waitUntilJobInitializationFinished */
function* initialized(cluster: ClusterView, jobId: string): Task {
  for (let pause = 50; ; pause = Math.min(pause * 2, 2_000)) {
    const job = yield* cluster.dispatcher('requestJobStatus', (dispatcher) => dispatcher.job(jobId));
    if (job?.status !== 'INITIALIZING') {
      const cause = job?.failure?.error;
      if (cause?.className === 'org.apache.flink.runtime.client.JobInitializationException')
        throw failedToInitialize(cause);
      return;
    }
    yield sleep(cluster.process, pause);
  }
}

/** DetachedApplicationRunner: main() ended with an exception. */
function couldNotExecute(error: JavaError): HttpResponse {
  const message = 'Could not execute application.';
  const failure = new JavaError(
    'org.apache.flink.util.FlinkRuntimeException',
    message,
    [
      'org.apache.flink.client.deployment.application.DetachedApplicationRunner.tryExecuteJobs(DetachedApplicationRunner.java:88)',
    ],
    error,
  );
  const at = [
    'org.apache.flink.runtime.webmonitor.handlers.JarRunHandler.lambda$handleRequest$1(JarRunHandler.java:110)',
  ];
  return errorResponse(400, printStackTrace(new JavaError(REST_ERROR, message, at, asynchronous(failure))));
}
