import { type FetchProgress, fetchJars } from '../remote/flink-jars.node.ts';
import { findJdk } from '../remote/jdk.node.ts';
import { freePortFrom, startLocalCluster } from '../remote/local-cluster.node.ts';
import { flinkRest } from '../remote/rest.ts';
import { localTools } from '../remote/tools.node.ts';
import type { RealFlinkSupport } from './host.ts';
import { remoteWorker } from './remote-worker.ts';

/** A real Flink with the means of a Node extension host. */
export const realFlinkOnNode: RealFlinkSupport = {
  worker: remoteWorker,
  connection: (address) => flinkRest(address),
  tools: (rest, version, options) => localTools(rest, version, { jars: undefined, ...options }),
  async start({ version, taskManagers }, note, progress: FetchProgress, signal) {
    const jdk = await findJdk();
    const flink = await fetchJars(version, progress, signal);
    const port = await freePortFrom(8081);
    return startLocalCluster({ flink, jdk, taskManagers, slots: 2, port, configuration: {}, note }, signal);
  },
};
