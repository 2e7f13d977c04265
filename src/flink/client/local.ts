import type { Platform, Process } from '../../platform/types.ts';
import type { Configuration } from '../api/configuration.ts';
import type { ExecutionContext, Jar } from '../api/jar.ts';
import { createLog } from '../deployment/logging.ts';
import { startEmbeddedTaskManager } from '../taskmanager/taskmanager-runner.ts';
import { localContext } from './execution-contexts.ts';

export interface LocalExecutionOptions {
  readonly jar: Jar | null;
  readonly configuration: Configuration;
  /** Null: as many as the machine has cores. */
  readonly parallelism?: number | null;
  /** Flink's own log lines; without log4j on the class path an IDE shows none. */
  readonly writeLog?: (text: string) => void;
}

/** Cores of a simulated machine: what a local environment's default parallelism is. */
const LOCAL_PARALLELISM = 4;

/** What getExecutionEnvironment() gives in `java -cp …` or an IDE's Run: a MiniCluster in this very process. */
export function localExecution(process: Process, platform: Platform, options: LocalExecutionOptions): ExecutionContext {
  return localContext({
    platform,
    process,
    configuration: options.configuration,
    defaultParallelism: options.parallelism ?? LOCAL_PARALLELISM,
    jar: options.jar,
    files: process.machine.files,
    log: createLog(platform, options.writeLog ?? (() => {}), process),
    startTaskManager: startEmbeddedTaskManager,
  });
}
