import { pause } from './pause.ts';
import { type FlinkRest, fieldOf, type Json, listAt, numberAt, textAt } from './rest.ts';

/** How a jar's main class is to be run. */
export interface RunParameters {
  readonly mainClass: string;
  readonly args: readonly string[];
  /** Null: as the cluster is configured. */
  readonly parallelism: number | null;
  readonly savepoint: { readonly path: string; readonly allowNonRestoredState: boolean } | null;
  readonly configuration: Readonly<Record<string, string>>;
}

/** How a job stands. */
export interface JobStanding {
  readonly status: string;
  readonly name: string;
  readonly durationMs: number;
  /** Tasks in all, and those that are RUNNING or wait for a slot. */
  readonly tasks: { readonly total: number; readonly running: number; readonly scheduled: number };
}

/** What one run brings to a cluster, so that nothing is uploaded twice and nothing is left behind. */
export interface Submissions {
  /** Uploads the archive unless this run has done so, and gives the new job's id. */
  run(archive: Archive, parameters: RunParameters, signal?: AbortSignal): Promise<string>;
  /** The plan of the job that main would submit, JSON. */
  plan(archive: Archive, parameters: RunParameters, signal?: AbortSignal): Promise<string>;
  /** Uploads the archive unless this run has done so; its id for `/jars/:id`. */
  upload(archive: Archive, signal?: AbortSignal): Promise<string>;
  /** Takes on a job that was submitted in another way. */
  adopt(job: string): void;
  /** Jobs that were submitted here. */
  readonly jobs: readonly string[];
  /** Cancels the jobs that still run, unless they are to be kept, and removes the jars. Gives the ids of those it cancelled. */
  close(keepJobs: boolean): Promise<string[]>;
}
/** What is on a cluster because of a run: jobs that were submitted, jars that were uploaded. */
export interface Belongings {
  readonly jobs: readonly string[];
  readonly jars: readonly string[];
}
export interface Archive {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const OVER: ReadonlySet<string> = new Set(['FINISHED', 'CANCELED', 'FAILED', 'SUSPENDED']);
/** Is a job in a state that it does not leave? */
export const isOver = (status: string): boolean => OVER.has(status);

/**
 * Hears of all that is there, before and after anything is added, and that nothing is once it was taken away. No job is submitted before it has
 * been taken note of.
 */
export type BelongingsChanged = (belongings: Belongings) => void | Promise<void>;

export function createSubmissions(
  rest: FlinkRest,
  major: number,
  minor: number,
  changed: BelongingsChanged = () => {},
): Submissions {
  /** Jar ids by the archive's digest. */
  const uploads = new Map<string, Promise<string>>();
  const jobs: string[] = [];
  const jars: string[] = [];
  const tell = (): void | Promise<void> => changed({ jobs: [...jobs], jars: [...jars] });
  /** `/jars/:id/run` takes a configuration since 1.17. */
  const takesConfiguration = major > 1 || minor >= 17;

  const upload = async (archive: Archive, signal?: AbortSignal): Promise<string> => {
    const digest = await digestOf(archive.bytes);
    let id = uploads.get(digest);
    if (!id) {
      id = rest.uploadJar(archive.name, archive.bytes, signal).then((jar) => {
        jars.push(jar);
        void tell();
        return jar;
      });
      uploads.set(digest, id);
      id.catch(() => uploads.delete(digest));
    }
    return id;
  };
  const body = ({
    mainClass,
    args,
    parallelism,
    savepoint,
    configuration,
  }: RunParameters): Readonly<Record<string, Json>> => ({
    entryClass: mainClass,
    programArgsList: args,
    ...(parallelism === null ? {} : { parallelism }),
    ...(savepoint ? { savepointPath: savepoint.path, allowNonRestoredState: savepoint.allowNonRestoredState } : {}),
    ...(takesConfiguration && Object.keys(configuration).length > 0 ? { flinkConfiguration: configuration } : {}),
  });
  return {
    jobs,
    upload,
    adopt(job) {
      jobs.push(job);
      void tell();
    },
    async run(archive, parameters, signal) {
      const jar = await upload(archive, signal);
      // Named here, so that a job whose submission was not answered, or whose main failed behind execute(), is known all the same.
      const jobId = newJobId();
      jobs.push(jobId);
      await tell();
      try {
        const answer = await rest.send('POST', `/jars/${jar}/run`, { ...body(parameters), jobId }, signal);
        const job = textAt(answer, 'jobid') ?? jobId;
        if (job !== jobId) jobs.splice(jobs.indexOf(jobId), 1, job);
        void tell();
        return job;
      } catch (error) {
        await cancelJob(rest, jobId).catch(() => undefined);
        throw error;
      }
    },
    async plan(archive, parameters, signal) {
      const jar = await upload(archive, signal);
      const { savepointPath: _, allowNonRestoredState: __, ...asked } = body(parameters);
      const answer = await rest.send('POST', `/jars/${jar}/plan`, asked, signal);
      return JSON.stringify(fieldOf(answer, 'plan') ?? answer, null, 2);
    },
    async close(keepJobs) {
      const cancelled: string[] = [];
      if (!keepJobs) for (const job of jobs) if (await cancelJob(rest, job)) cancelled.push(job);
      for (const [digest, upload] of uploads) {
        uploads.delete(digest);
        const id = await upload.catch(() => null);
        if (id !== null) await removeJar(rest, id);
      }
      void changed({ jobs: [], jars: [] });
      return cancelled;
    },
  };
}

/** Cancels a job if it is there and not over; gives whether it was. */
export async function cancelJob(rest: FlinkRest, job: string): Promise<boolean> {
  const standing = (await jobStandings(rest)).get(job);
  if (!standing || isOver(standing.status)) return false;
  await rest.send('PATCH', `/jobs/${job}?mode=cancel`, {});
  return true;
}

/** Removes an uploaded jar; one that cannot be removed does no harm. */
export async function removeJar(rest: FlinkRest, jar: string): Promise<void> {
  await rest.send('DELETE', `/jars/${jar}`, {}).catch(() => undefined);
}

function newJobId(): string {
  return crypto.randomUUID().replaceAll('-', '');
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** All jobs of a cluster; `/jobs/overview` is the one answer that is not cached for seconds. */
export async function jobStandings(rest: FlinkRest, signal?: AbortSignal): Promise<Map<string, JobStanding>> {
  const overview = await rest.get('/jobs/overview', signal);
  return new Map(
    listAt(overview, 'jobs').map((job) => {
      const tasks = fieldOf(job, 'tasks');
      return [
        textAt(job, 'jid') ?? '',
        {
          status: textAt(job, 'state') ?? '',
          name: textAt(job, 'name') ?? '',
          durationMs: numberAt(job, 'duration') ?? 0,
          tasks: {
            total: numberAt(tasks, 'total') ?? 0,
            running: numberAt(tasks, 'running') ?? 0,
            scheduled: numberAt(tasks, 'scheduled') ?? 0,
          },
        },
      ];
    }),
  );
}

/** For so long a JobManager may answer of a job as it was before (`web.refresh-interval`, 3 s unless set), ms. */
const STALE_MS = 5000;
const AGAIN_MS = 500;

/** The stack trace with which a job failed, as Flink keeps it. */
export async function failureOf(rest: FlinkRest, job: string, signal?: AbortSignal): Promise<string> {
  for (let waited = 0; waited < STALE_MS && !signal?.aborted; waited += AGAIN_MS) {
    const exceptions = await rest.get(`/jobs/${job}/exceptions`, signal);
    const [latest] = listAt(fieldOf(exceptions, 'exceptionHistory'), 'entries');
    const told = textAt(exceptions, 'root-exception') ?? textAt(latest, 'stacktrace');
    if (told !== null) return told;
    await pause(AGAIN_MS, signal);
  }
  return 'Flink does not say why';
}

/** Names of a job's sources, as its plan has them. */
export async function sourcesOf(rest: FlinkRest, job: string, signal?: AbortSignal): Promise<string[]> {
  const detail = await rest.get(`/jobs/${job}`, signal);
  const vertices = listAt(detail, 'vertices').map((vertex) => textAt(vertex, 'name') ?? '');
  return vertices.filter((name) => name.startsWith('Source: '));
}
