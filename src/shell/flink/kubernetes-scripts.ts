import {
  type KubernetesMasterOptions,
  runKubernetesMaster,
  runKubernetesTaskManager,
} from '../../flink/deployment/kubernetes/entrypoints.ts';
import { restHandler } from '../../flink/rest/index.ts';
import type { Call, Program } from '../host.ts';
import { loadConfiguration } from './configuration.ts';
import { homeOf, KUBERNETES_APPLICATION, KUBERNETES_SESSION, KUBERNETES_TASK_MANAGER, startDaemon } from './daemon.ts';
import { loadJar } from './deployments.ts';
import { installedRelease } from './distribution.ts';
import { dynamicProperties } from './dynamic-properties.ts';
import { kubernetesSession } from './kubernetes-session.ts';

const USAGE = 'Usage: kubernetes-jobmanager.sh kubernetes-session|kubernetes-application [args]\n';
const DAEMONS = { session: KUBERNETES_SESSION, application: KUBERNETES_APPLICATION } as const;

/** kubernetes-jobmanager.sh: what the container of a JobManager runs. */
const jobManager: Program = {
  *run(call) {
    const [target = '', ...args] = call.args;
    const mode = /^kubernetes-(session|application)$/.exec(target)?.[1] as KubernetesMasterOptions['mode'] | undefined;
    if (!mode) {
      call.print(USAGE);
      return 1;
    }
    const configuration = configurationOf(call, args);
    const conf = call.env.FLINK_CONF_DIR ?? `${homeOf(call)}/conf`;
    return yield* startDaemon(call, DAEMONS[mode], true, [], args, (process, { writeLog }) =>
      runKubernetesMaster(call.platform, process, {
        mode,
        configuration,
        writeLog,
        rest: restHandler,
        version: installedRelease(call.machine, homeOf(call)).version,
        configFiles: call.machine.files.exists(conf) ? call.machine.files.list(conf) : [],
        loadJar: (content) => loadJar(call, content),
      }),
    );
  },
};

/** kubernetes-taskmanager.sh. */
const taskManager: Program = {
  *run(call) {
    const configuration = configurationOf(call, call.args);
    const memory = (call.env.FLINK_TM_JVM_MEM_OPTS ?? '').split(' ').filter((word) => word !== '');
    return yield* startDaemon(
      call,
      KUBERNETES_TASK_MANAGER,
      true,
      ['-XX:+UseG1GC', ...memory],
      ['--configDir', `${homeOf(call)}/conf`, ...call.args],
      (process, { writeLog }) => runKubernetesTaskManager(call.platform, process, { configuration, writeLog }),
    );
  },
};

const configurationOf = (call: Call, args: readonly string[]) => ({
  ...loadConfiguration(call.machine.files, homeOf(call), call.env),
  ...dynamicProperties(args),
});

export const KUBERNETES_SCRIPTS: Readonly<Record<string, Program>> = {
  'flink/kubernetes-session.sh': kubernetesSession,
  'flink/kubernetes-jobmanager.sh': jobManager,
  'flink/kubernetes-taskmanager.sh': taskManager,
};
