import type { HttpResponse, Platform } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import { type DatanodeInfo, type NameNode, usedBy } from './namenode.ts';

const json = (value: unknown): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf8' },
  body: `${JSON.stringify(value, null, 2)}\n`,
});

/** Totals over all DataNodes that live: bytes. */
function capacityOf(nameNode: NameNode): {
  readonly total: number;
  readonly used: number;
  readonly free: number;
} {
  const live = nameNode.liveDatanodes();
  const total = live.reduce((sum, { capacity }) => sum + capacity, 0);
  const used = live.reduce((sum, { uuid }) => sum + usedBy(nameNode.namesystem, uuid).bytes, 0);
  return { total, used, free: total - used };
}

/** The beans of `/jmx` that the web UI is made of. */
function beans(platform: Platform, nameNode: NameNode, version: string): Record<string, unknown>[] {
  const { namesystem } = nameNode;
  const { total, used, free } = capacityOf(nameNode);
  const blocks = [...namesystem.files.values()].reduce((sum, file) => sum + file.blocks.length, 0);
  const describe = (node: DatanodeInfo): Record<string, unknown> => ({
    infoAddr: `${node.process.machine.ip}:${node.port - 2}`,
    xferaddr: `${node.process.machine.ip}:${node.port}`,
    lastContact: Math.floor((platform.world.now - node.lastHeartbeat) / 1_000),
    usedSpace: usedBy(namesystem, node.uuid).bytes,
    adminState: 'In Service',
    capacity: node.capacity,
    numBlocks: usedBy(namesystem, node.uuid).blocks,
    version,
  });
  const nodes = (dead: boolean): string =>
    JSON.stringify(
      Object.fromEntries(
        [...nameNode.datanodes.values()]
          .filter((node) => node.dead === dead)
          .map((node) => [`${node.process.machine.name}:${node.port}`, describe(node)]),
      ),
    );
  return [
    {
      name: 'Hadoop:service=NameNode,name=NameNodeInfo',
      modelerType: 'org.apache.hadoop.hdfs.server.namenode.FSNamesystem',
      Total: total,
      Used: used,
      Free: free,
      Safemode: nameNode.safeModeTip(),
      ClusterId: namesystem.clusterId,
      BlockPoolId: namesystem.blockPoolId,
      TotalBlocks: blocks,
      NumberOfMissingBlocks: 0,
      LiveNodes: nodes(false),
      DeadNodes: nodes(true),
      Version: version,
      NNStartedTimeInMillis: Math.floor(platform.epoch + nameNode.startedAt),
    },
    {
      name: 'Hadoop:service=NameNode,name=FSNamesystemState',
      modelerType: 'org.apache.hadoop.hdfs.server.namenode.FSNamesystem',
      CapacityTotal: total,
      CapacityUsed: used,
      CapacityRemaining: free,
      BlocksTotal: blocks,
      FilesTotal: namesystem.files.size + 1,
      UnderReplicatedBlocks: nameNode.underReplicated(),
      FSState: nameNode.safeMode === null ? 'Operational' : 'safeMode',
      NumLiveDataNodes: nameNode.liveDatanodes().length,
      NumDeadDataNodes: nameNode.datanodes.size - nameNode.liveDatanodes().length,
    },
    {
      name: 'Hadoop:service=NameNode,name=NameNodeStatus',
      modelerType: 'org.apache.hadoop.hdfs.server.namenode.NameNode',
      State: 'active',
      NNRole: 'NameNode',
      HostAndPort: `${nameNode.process.machine.name}:8020`,
      SecurityEnabled: false,
    },
  ];
}

/** The NameNode's HTTP server: `/jmx`, and a page that says what the web UI's overview says. */
export function serveNameNodePages(platform: Platform, nameNode: NameNode, port: number, old: boolean): void {
  const version = old ? '2.x' : '3.x';
  platform.network.serve(nameNode.process, port, function* ({ url }): Task<HttpResponse> {
    const [path, query = ''] = url.split('?');
    if (path === '/jmx') {
      const wanted = /(?:^|&)qry=([^&]*)/.exec(query)?.[1];
      const all = beans(platform, nameNode, version);
      const pattern = wanted === undefined ? null : decodeURIComponent(wanted).replace(/\*$/, '');
      return json({ beans: pattern === null ? all : all.filter(({ name }) => String(name).startsWith(pattern)) });
    }
    if (path === '/' || path === '/dfshealth.html' || path === '/index.html') {
      const { total, used } = capacityOf(nameNode);
      return {
        status: 200,
        headers: { 'content-type': 'text/html' },
        body: `<html><head><title>Namenode information</title></head><body><h1>Overview '${nameNode.process.machine.name}:8020' (active)</h1><p>${nameNode.safeMode === null ? 'Safemode is off.' : nameNode.safeModeTip()}</p><p>Configured Capacity: ${total}; DFS Used: ${used}; Live Nodes: ${nameNode.liveDatanodes().length}</p></body></html>\n`,
      };
    }
    return { status: 404, headers: {}, body: '' };
  });
}
