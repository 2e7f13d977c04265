/** How a message's protocol and name are written. */
import type { Flight } from '../model/state.ts';

type Message = Extract<Flight, { kind: 'message' }>;

const NAMES: Readonly<Record<string, string>> = {
  ...{ rpc: 'RPC', http: 'HTTP', zookeeper: 'ZooKeeper', hdfs: 'HDFS', yarn: 'YARN', kubernetes: 'Kubernetes' },
};

export const protocolName = ({ protocol }: Pick<Message, 'protocol'>): string => NAMES[protocol] ?? protocol;

/** Flink's own RPCs and requests of HTTP by their names alone, everything else with whose it is: "YARN startContainers". */
export function messageName(message: Pick<Message, 'protocol' | 'name'>): string {
  const plain = message.protocol === 'rpc' || message.protocol === 'heartbeat' || /^[A-Z]+ \//u.test(message.name);
  return plain ? message.name : `${protocolName(message)} ${message.name}`;
}
