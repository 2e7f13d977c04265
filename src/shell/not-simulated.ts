/** Software that courses run beside Flink and that is not simulated yet, by the names of its commands. */
const SOFTWARE: readonly (readonly [RegExp, string])[] = [
  [/^mapred$/, 'MapReduce'],
  [/^(?:minikube|kind|helm|kubeadm)$/, 'making a Kubernetes cluster by hand (`preset: kubernetes` gives one)'],
  [/^(?:hbase|hbase-daemons?\.sh|(?:start|stop)-hbase\.sh)$/, 'HBase'],
  [/^sqlline\.py$/, 'Phoenix'],
  [/^clickhouse(?:-client|-server)?$/, 'ClickHouse'],
  [/^(?:mysql|mysqld|mysqldump)$/, 'MySQL'],
  [/^(?:kafka-[\w-]+|kafka-[\w-]+\.sh)$/, 'Kafka'],
  [/^(?:hive|beeline|hiveserver2)$/, 'Hive'],
  [/^redis-(?:cli|server)$/, 'Redis'],
  [/^elasticsearch$/, 'Elasticsearch'],
  [/^kibana$/, 'Kibana'],
  [/^(?:kinit|klist|kdestroy|kadmin(?:\.local)?)$/, 'Kerberos'],
  [/^spark-(?:submit|shell|sql)$/, 'Spark'],
  [/^(?:python3?|pip3?|conda|pyflink-shell\.sh)$/, 'Python'],
  [/^brew$/, 'Homebrew'],
  [/^git$/, 'Git'],
  [/^choco$/, 'Chocolatey'],
  [/^npm$/, 'npm'],
  [/^(?:open|xdg-open)$/, 'a browser on the machine'],
  [/^start-scala-shell\.sh$/, 'the Scala shell'],
];

/** What a command that is not found belongs to, when it is known: the shell says so besides its own message. */
export function notSimulated(command: string): string | null {
  const name = command.replace(/.*\//, '');
  return SOFTWARE.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** Units, packages and archives of such software, by their names: `clickhouse-server`, hbase-2.0.5-bin.tar.gz. */
const PACKAGES: readonly (readonly [RegExp, string])[] = [
  [/clickhouse/i, 'ClickHouse'],
  [/phoenix/i, 'Phoenix'],
  [/hbase/i, 'HBase'],
  [/mysql|mariadb/i, 'MySQL'],
  [/redis/i, 'Redis'],
  [/elasticsearch|:9200\b/i, 'Elasticsearch'],
  [/kibana|:5601\b/i, 'Kibana'],
  [/\bkafka_\d|kafka-\w+\.sh/i, 'Kafka'],
  [/gelly/i, 'Gelly'],
  [/kubelet|kubeadm|minikube/i, 'making a Kubernetes cluster by hand'],
];

/** The software that a package's, unit's or archive's name belongs to, when it is known and not simulated. */
export function softwareOf(name: string): string | null {
  return PACKAGES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
