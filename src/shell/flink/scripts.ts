/** The scripts of bin/, by file name: the program that does their work, and what they say of themselves. */
export const SCRIPTS: Readonly<Record<string, { readonly program: string; readonly comment: string }>> = {
  flink: { program: 'flink/flink', comment: 'The command line client.' },
  'start-cluster.sh': {
    program: 'flink/start-cluster.sh',
    comment: 'Starts a JobManager on each master and a TaskManager on each worker.',
  },
  'stop-cluster.sh': { program: 'flink/stop-cluster.sh', comment: 'Stops the TaskManagers and JobManagers.' },
  'jobmanager.sh': { program: 'flink/jobmanager.sh', comment: 'Starts or stops a JobManager on this machine.' },
  'taskmanager.sh': { program: 'flink/taskmanager.sh', comment: 'Starts or stops a TaskManager on this machine.' },
  'standalone-job.sh': {
    program: 'flink/standalone-job.sh',
    comment: 'Starts or stops a JobManager for one application.',
  },
  'flink-daemon.sh': {
    program: 'flink/flink-daemon.sh',
    comment: 'Starts or stops one daemon; used by the other scripts.',
  },
  'historyserver.sh': { program: 'flink/historyserver.sh', comment: 'Starts or stops the history server.' },
  'zookeeper.sh': { program: 'flink/zookeeper.sh', comment: 'Starts or stops a ZooKeeper server on this machine.' },
  'start-zookeeper-quorum.sh': {
    program: 'flink/start-zookeeper-quorum.sh',
    comment: 'Starts the ZooKeeper quorum of conf/zoo.cfg.',
  },
  'stop-zookeeper-quorum.sh': {
    program: 'flink/stop-zookeeper-quorum.sh',
    comment: 'Stops the ZooKeeper quorum of conf/zoo.cfg.',
  },
  'sql-client.sh': { program: 'flink/sql-client.sh', comment: 'The SQL client.' },
  'yarn-session.sh': { program: 'flink/yarn-session.sh', comment: 'Starts a session on YARN.' },
  'kubernetes-session.sh': { program: 'flink/kubernetes-session.sh', comment: 'Starts a session on Kubernetes.' },
  'kubernetes-jobmanager.sh': {
    program: 'flink/kubernetes-jobmanager.sh',
    comment: 'Starts a JobManager in a pod; native Kubernetes calls it.',
  },
  'kubernetes-taskmanager.sh': {
    program: 'flink/kubernetes-taskmanager.sh',
    comment: 'Starts a TaskManager in a pod; native Kubernetes calls it.',
  },
  'start-scala-shell.sh': { program: 'flink/start-scala-shell.sh', comment: 'The Scala shell.' },
  'config.sh': { program: 'flink/config.sh', comment: 'Reads the configuration; used by the other scripts.' },
};
