import { type Platform, type Process, SystemError } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import { type HadoopConfiguration, number } from '../configuration.ts';
import { callIpc, HadoopError, tellIpc } from '../ipc.ts';
import { DATANODE_CAPACITY, dataDirectory, type NameNode, nameNodeAddress } from './namenode.ts';

export interface DataNodeOptions {
  /** 9866 (Hadoop 2: 50010). */
  readonly port: number;
  readonly log: (level: 'INFO' | 'WARN' | 'ERROR', message: string) => void;
}

/** A DataNode in an existing process: registers at the NameNode, reports its blocks, sends heartbeats. Ends with 1 when its storage belongs to another cluster. */
export function startDataNode(
  platform: Platform,
  process: Process,
  configuration: HadoopConfiguration,
  options: DataNodeOptions,
): void {
  const { world } = platform;
  const { files } = process.machine;
  const directory = dataDirectory(configuration, process.spec.user);
  const version = `${directory}/current/VERSION`;
  platform.network.listen(process, options.port, (connection) => connection.close());
  const { host, port } = nameNodeAddress(configuration);
  const interval = number(configuration, 'dfs.heartbeat.interval', 3) * 1_000;

  const stored = (): Map<string, string> => {
    const entries = files.exists(version) ? files.readText(version).split('\n') : [];
    return new Map(entries.flatMap((line) => (line.includes('=') ? [line.split('=', 2) as [string, string]] : [])));
  };

  function* register(): Task<NameNode> {
    for (;;) {
      try {
        const known = stored();
        const uuid =
          known.get('datanodeUuid') ??
          world
            .random(`datanode ${process.machine.name}`)
            .hex(32)
            .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
        return yield* callIpc<NameNode, NameNode>(
          platform,
          process,
          host,
          port,
          { protocol: 'hdfs', method: 'registerDatanode', detail: process.machine.name },
          (nameNode) => {
            const held = new Set<number>();
            for (const file of nameNode.namesystem.files.values())
              for (const block of file.blocks) if (block.locations.has(uuid)) held.add(block.id);
            const clusterId = known.get('clusterID') ?? null;
            nameNode.registerDatanode(
              {
                uuid,
                process,
                port: options.port,
                capacity: DATANODE_CAPACITY,
                lastHeartbeat: world.now,
                dead: false,
              },
              clusterId,
              held,
            );
            if (clusterId === null) {
              files.mkdir(`${directory}/current/${nameNode.namesystem.blockPoolId}/current/finalized`, {
                recursive: true,
                owner: process.spec.user,
              });
              files.write(
                version,
                `storageID=DS-${uuid}\nclusterID=${nameNode.namesystem.clusterId}\ncTime=0\ndatanodeUuid=${uuid}\nstorageType=DATA_NODE\nlayoutVersion=-57\n`,
                { owner: process.spec.user },
              );
            }
            return nameNode;
          },
        );
      } catch (error) {
        if (error instanceof HadoopError) {
          options.log(
            'ERROR',
            `Initialization failed for Block pool <registering> (Datanode Uuid unassigned) service to ${host}:${port}. Exiting.\n${error.className}: ${error.message}`,
          );
          process.exit(1);
        }
        if (!(error instanceof SystemError)) throw error;
        options.log('WARN', `Problem connecting to server: ${host}:${port}`);
        yield sleep(process, 5_000);
      }
    }
  }
  function* serve(): Task {
    const nameNode = yield* register();
    const uuid = stored().get('datanodeUuid')!;
    let lost = false;
    const beat = (): void => {
      tellIpc(
        platform,
        process,
        nameNode.process,
        { protocol: 'hdfs', method: 'sendHeartbeat' },
        () => nameNode.heartbeat(uuid),
        () => {
          lost = true;
        },
      );
    };
    beat();
    while (nameNode.process.alive && !lost) {
      yield sleep(process, interval);
      beat();
    }
    process.spawn(serve());
  }
  process.spawn(serve());
}
