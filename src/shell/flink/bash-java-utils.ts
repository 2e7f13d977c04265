import type { Configuration } from '../../flink/api/configuration.ts';
import { JavaError, printStackTrace } from '../../flink/api/jar.ts';
import { jobManagerJvmArguments, jobManagerMemory } from '../../flink/memory/jobmanager-memory.ts';
import { taskManagerJvmArguments, taskManagerMemory } from '../../flink/memory/taskmanager-memory.ts';
import type { Call } from '../host.ts';

const UTILS = 'org.apache.flink.runtime.util.bash.BashJavaUtils';
/** What config.sh asks BashJavaUtils for: GET_JM_RESOURCE_PARAMS and GET_TM_RESOURCE_PARAMS. */
const COMMANDS = {
  jobmanager: {
    ask: (configuration: Configuration) => jobManagerJvmArguments(jobManagerMemory(configuration), configuration),
    frames: [
      'org.apache.flink.runtime.jobmanager.JobManagerProcessUtils.processSpecFromConfigWithNewOptionToInterpretLegacyHeap(JobManagerProcessUtils.java:78)',
      `${UTILS}.getJmResourceParams(BashJavaUtils.java:98)`,
      `${UTILS}.runCommand(BashJavaUtils.java:69)`,
    ],
  },
  taskmanager: {
    ask: (configuration: Configuration) => taskManagerJvmArguments(taskManagerMemory(configuration)),
    frames: [
      'org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils.processSpecFromConfig(TaskExecutorProcessUtils.java:163)',
      `${UTILS}.getTmResourceParams(BashJavaUtils.java:85)`,
      `${UTILS}.runCommand(BashJavaUtils.java:67)`,
    ],
  },
} as const;

/**
 * config.sh's parseResourceParamsAndExportLogs: what a daemon's JVM is started with, by the memory settings. Null: they contradict each other, and
 * the script has said so.
 */
export function jvmArguments(
  call: Call,
  process: keyof typeof COMMANDS,
  configuration: Configuration,
): readonly string[] | null {
  const { ask, frames } = COMMANDS[process];
  try {
    return ask(configuration);
  } catch (error) {
    if (!(error instanceof JavaError)) throw error;
    const main = `${UTILS}.main(BashJavaUtils.java:56)`;
    const thrown = new JavaError(error.className, error.detail, [...frames, main], error.causedBy);
    const loaded = Object.entries(configuration).map(
      ([key, value]) => `INFO  [] - Loading configuration property: ${key}, ${value}\n`,
    );
    call.stderr.write('[ERROR] The execution result is empty.\n');
    call.print(
      `[ERROR] Could not get JVM parameters and dynamic configurations properly.\n[ERROR] Raw output from BashJavaUtils:\n${loaded.join('')}Exception in thread "main" ${printStackTrace(thrown)}`,
    );
    return null;
  }
}
