import { type FetchProgress, fetchJars } from '../remote/flink-jars.node.ts';
import { findJdk } from '../remote/jdk.node.ts';
import { startLocalCluster } from '../remote/local-cluster.node.ts';
import { localTools } from '../remote/tools.node.ts';
import type { RealFlinkSupport } from './host.ts';

/** A real Flink with the means of a Node extension host. */
export const realFlinkOnNode: RealFlinkSupport = {
  tools: (rest, version, { listen, progress }) =>
    localTools(rest, version, {
      jars: undefined,
      progress,
      listen,
      listenAdvice: 'Choose the cluster again and allow it.',
    }),
  async start({ version, taskManagers, port }, note, progress: FetchProgress, signal) {
    const jdk = await findJdk();
    const flink = await fetchJars(version, progress, signal);
    return startLocalCluster({ flink, jdk, taskManagers, slots: 2, port, configuration: {}, note }, signal);
  },
};
