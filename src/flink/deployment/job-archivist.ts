import type { Task } from '../../simulation/task.ts';
import type { ClusterView, JobView, RestHandler } from '../jobmanager/cluster-view.ts';
import { toJavaError } from '../jobmanager/errors.ts';
import { below, openPath } from '../jobmanager/state-storage.ts';
import type { Log } from './logging.ts';

/** One answer of the REST API, as FsJobArchivist keeps it. */
export interface ArchivedAnswer {
  readonly path: string;
  /** JSON text. */
  readonly json: string;
}

const ARCHIVIST = 'org.apache.flink.runtime.history.FsJobArchivist';
const DISPATCHER = 'org.apache.flink.runtime.dispatcher.StandaloneDispatcher';

/**
 * HistoryServerArchivist: writes what REST says of a job that is over into a file of `jobmanager.archive.fs.dir` named by the job's id.
 * Null where that option is not set. A job that cannot be archived is told in the log, and nothing else happens.
 */
export function createArchivist(cluster: ClusterView, rest: RestHandler, log: Log): ((job: JobView) => void) | null {
  const { platform, process, configuration } = cluster;
  const directory = configuration['jobmanager.archive.fs.dir'];
  if (directory === undefined) return null;
  return (job) => {
    process.spawn(
      (function* () {
        try {
          const archive = yield* answersOf(job, rest(cluster));
          const place = openPath(platform, process, directory);
          place.files.mkdir(place.path, { recursive: true, owner: process.spec.user });
          const file = below(place, job.jobId);
          place.files.write(file.path, JSON.stringify({ archive }), { owner: process.spec.user });
          log('INFO', ARCHIVIST, `Job ${job.jobId} has been archived at ${file.uri}.`);
        } catch (error) {
          const why = toJavaError(error);
          log(
            'INFO',
            DISPATCHER,
            `Could not archive completed job ${job.jobName}(${job.jobId}) to the history server.`,
            why,
          );
        }
      })(),
    );
  };
}

function* answersOf(job: JobView, handle: ReturnType<RestHandler>): Task<ArchivedAnswer[]> {
  const archive: ArchivedAnswer[] = [];
  for (const path of archivedPaths(job)) {
    const { status, body } = yield* handle({ method: 'GET', url: path, headers: {}, body: '' });
    if (status === 200)
      archive.push({ path, json: path === OVERVIEW ? onlyThis(String(body), job.jobId) : String(body) });
  }
  return archive;
}

/** `/jobs/overview`: each archive holds the line of its own job. */
export const OVERVIEW = '/jobs/overview';

function onlyThis(overview: string, jobId: string): string {
  const { jobs } = JSON.parse(overview) as { readonly jobs: readonly { readonly jid: string }[] };
  return JSON.stringify({ jobs: jobs.filter(({ jid }) => jid === jobId) });
}

/** What the handlers that are JsonArchivists give. */
function archivedPaths({ jobId, graph, checkpoints }: JobView): string[] {
  const job = `/jobs/${jobId}`;
  const statistics = checkpoints?.statistics;
  const kept = statistics
    ? [...statistics.history, statistics.latestCompleted, statistics.latestSavepoint, statistics.latestFailed]
    : [];
  const checkpointIds = new Set(kept.flatMap((one) => (one ? [one.id] : [])));
  const vertices = graph?.vertices ?? [];
  return [
    OVERVIEW,
    ...['', '/plan', '/config', '/exceptions', '/accumulators', '/checkpoints', '/checkpoints/config'].map(
      (part) => `${job}${part}`,
    ),
    ...[...checkpointIds].flatMap((id) => [
      `${job}/checkpoints/details/${id}`,
      ...vertices.map(({ vertex }) => `${job}/checkpoints/details/${id}/subtasks/${vertex.id}`),
    ]),
    ...vertices.flatMap(({ vertex, subtasks }) => {
      const here = `${job}/vertices/${vertex.id}`;
      return [
        ...['', '/subtasktimes', '/taskmanagers', '/accumulators', '/subtasks/accumulators'].map(
          (part) => `${here}${part}`,
        ),
        ...subtasks.flatMap(({ current, prior }, subtask) => [
          `${here}/subtasks/${subtask}`,
          ...[...prior, current].flatMap(({ id: { attempt } }) => [
            `${here}/subtasks/${subtask}/attempts/${attempt}`,
            `${here}/subtasks/${subtask}/attempts/${attempt}/accumulators`,
          ]),
        ]),
      ];
    }),
  ];
}
