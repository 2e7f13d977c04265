import { type Platform, type Process, SystemError } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import { type Configuration, longOption } from '../api/configuration.ts';
import { exception, toJavaError } from '../jobmanager/errors.ts';
import { below, openPath, type StatePath } from '../jobmanager/state-storage.ts';
import { errorResponse, jsonResponse } from '../rest/answers.ts';
import { dashboardConfig } from '../rest/cluster-json.ts';
import { noPages } from '../rest/routes.ts';
import { type ArchivedAnswer, OVERVIEW } from './job-archivist.ts';
import type { Log } from './logging.ts';

const SERVER = 'org.apache.flink.runtime.webmonitor.history.HistoryServer';
const FETCHER = 'org.apache.flink.runtime.webmonitor.history.HistoryServerArchiveFetcher';

/** Virtual ms from the process's start to the first look at the archives. */
const START_MS = 900;

interface ArchivedJob {
  readonly directory: StatePath;
  /** JSON by path: what REST answered when the job was over. */
  readonly answers: ReadonlyMap<string, string>;
}

/**
 * The history server: looks every `historyserver.archive.fs.refresh-interval` into `historyserver.archive.fs.dir` and answers at
 * `historyserver.web.port` for the jobs that JobManagers archived there. Returns at once.
 */
export function runHistoryServer(process: Process, platform: Platform, configuration: Configuration, log: Log): void {
  const jobs = new Map<string, ArchivedJob>();
  const die = (error: unknown): void => {
    log('ERROR', SERVER, 'Failed to run HistoryServer.', toJavaError(error));
    process.exit(1);
  };
  process.schedule(START_MS, () => {
    try {
      const directories = monitored(process, platform, configuration, log);
      const port = Number(configuration['historyserver.web.port'] ?? '8082');
      listen(port);
      for (const { uri } of directories) log('INFO', SERVER, `Monitoring directory ${uri} for archived jobs.`);
      log('INFO', SERVER, `Web frontend listening at http://0.0.0.0:${port}`);
      process.spawn(
        (function* () {
          for (;;) {
            for (const directory of directories) fetch(directory);
            yield sleep(process, longOption(configuration, 'historyserver.archive.fs.refresh-interval') ?? 10_000);
          }
        })(),
      );
    } catch (error) {
      die(error);
    }
  });

  function listen(port: number): void {
    try {
      // biome-ignore lint/correctness/useYield: everything is at hand
      platform.network.serve(process, port, function* ({ url }) {
        return answer(url.replace(/\?.*/, '').replace(/^\/v1(?=\/)/, ''));
      });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw exception('java.net.BindException', 'Address already in use');
    }
  }

  function answer(path: string) {
    if (path === OVERVIEW) return jsonResponse(200, { jobs: [...jobs.values()].flatMap(overviewOf) });
    if (path === '/config') {
      const refresh = configuration['historyserver.web.refresh-interval'] ?? '10000';
      return jsonResponse(
        200,
        dashboardConfig({ ...configuration, 'web.refresh-interval': refresh, 'web.submit.enable': 'false' }),
      );
    }
    if (path === '/' || path === '/index.html') return noPages('Apache Flink History Server', `/config, ${OVERVIEW}`);
    const found = jobs.get(/^\/jobs\/([0-9a-fA-F]{32})/.exec(path)?.[1]?.toLowerCase() ?? '')?.answers.get(path);
    return found === undefined ? errorResponse(404, 'File not found.') : jsonResponse(200, JSON.parse(found));
  }

  /** JobArchiveFetcherTask: takes what is new, and forgets what is gone if `historyserver.archive.clean-expired-jobs` says so. */
  function fetch(directory: StatePath): void {
    let names: readonly string[];
    try {
      names = directory.files.list(directory.path);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      log('ERROR', FETCHER, `Failed to access job archive location for path ${directory.uri}.`, toJavaError(error));
      return;
    }
    for (const name of names) {
      if (!/^[0-9a-fA-F]{32}$/.test(name)) {
        log(
          'DEBUG',
          FETCHER,
          `Archive directory ${directory.uri} contained file with unexpected name ${name}. Ignoring file.`,
        );
      } else if (!jobs.has(name)) {
        const file = below(directory, name);
        log('INFO', FETCHER, `Processing archive ${file.uri}.`);
        try {
          jobs.set(name, { directory, answers: answersIn(directory.files.readText(file.path)) });
        } catch (error) {
          log('ERROR', FETCHER, `Failure while fetching/processing job archive for job ${name}.`, toJavaError(error));
        }
      }
    }
    if (configuration['historyserver.archive.clean-expired-jobs'] !== 'true') return;
    for (const [jobId, job] of jobs) if (job.directory === directory && !names.includes(jobId)) jobs.delete(jobId);
  }
}

/** The directories of `historyserver.archive.fs.dir`. Throws when none is configured, or none can be reached. */
function monitored(process: Process, platform: Platform, configuration: Configuration, log: Log): StatePath[] {
  const option = configuration['historyserver.archive.fs.dir'];
  if (option === undefined) {
    throw exception('org.apache.flink.util.FlinkException', 'historyserver.archive.fs.dir was not configured.');
  }
  const directories = option.split(',').flatMap((uri) => {
    try {
      return [openPath(platform, process, uri.trim())];
    } catch (error) {
      const why = `Failed to create Path or FileSystem for directory '${uri.trim()}'. Directory will not be monitored.`;
      log('WARN', SERVER, why, toJavaError(error));
      return [];
    }
  });
  if (directories.length > 0) return directories;
  throw exception(
    'org.apache.flink.util.FlinkException',
    'Failed to validate any of the configured directories to monitor.',
  );
}

function answersIn(archive: string): Map<string, string> {
  const { archive: answers } = JSON.parse(archive) as { readonly archive: readonly ArchivedAnswer[] };
  return new Map(answers.map(({ path, json }) => [path, json]));
}

function overviewOf({ answers }: ArchivedJob): readonly unknown[] {
  return (JSON.parse(answers.get(OVERVIEW) ?? '{"jobs":[]}') as { readonly jobs: readonly unknown[] }).jobs;
}
