import { type DeploymentWorld, deploymentWorld } from '../shell/deployment-world.ts';

export { jobIdIn } from '../shell/deployment-world.ts';

const COPY = `package demo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
public class Copy {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    env.readTextFile(args[0]).map(line -> line.toUpperCase()).returns(String.class).writeAsText(args[1]);
    env.execute("Copy");
  }
}
`;

export type HadoopWorld = DeploymentWorld;

/** node1 … node3 with Hadoop and Flink, nothing started; the programs of the tests are in /root/words.jar. */
export function hadoopWorld(config: Readonly<Record<string, string>> = {}, seed = 1): HadoopWorld {
  return deploymentWorld('yarn', { config, seed, classes: { Copy: COPY } });
}

/** HDFS and YARN run. */
export function startHadoop(w: HadoopWorld): void {
  w.sh('start-dfs.sh; start-yarn.sh; sleep 5');
}

/** Everything that containers printed to a file of their logs. */
export function containerOutput(w: HadoopWorld, file: string): string {
  const root = '/opt/hadoop-3.1.3/logs/userlogs';
  let text = '';
  for (const { files } of w.platform.machines.values()) {
    if (!files.exists(root)) continue;
    for (const app of files.list(root))
      for (const container of files.list(`${root}/${app}`))
        if (files.exists(`${root}/${app}/${container}/${file}`))
          text += files.readText(`${root}/${app}/${container}/${file}`);
  }
  return text;
}

export const applicationIn = (text: string): string => /application_\d+_\d+/.exec(text)![0];
