import type { Znode } from '../../platform/zookeeper/znode-tree.ts';

/** What zkCli makes of a byte that is no UTF-8 by itself. */
const REPLACED = '\ufffd';
/** Java's stream header: AC ED 00 05. */
const HEADER = `${REPLACED}${REPLACED}\0\x05`;

/** A string of a serialised object: two bytes of length before it. */
const utf = (text: string): string => `${String.fromCharCode(text.length >> 8)}${byte(text.length & 0xff)}${text}`;
const byte = (value: number): string => (value < 0x80 ? String.fromCharCode(value) : REPLACED);
const field = (type: 'J' | 'L', name: string, of?: string): string =>
  `${type}${utf(name)}${of === undefined ? '' : `t${utf(of)}`}`;
const object = (name: string, version: string, fields: readonly string[]): string =>
  `sr${utf(name)}${version}\x02\0${byte(fields.length)}${fields.join('')}xp`;
const VERSION_1 = '\0\0\0\0\0\0\0\x01';

interface Leader {
  readonly address: string;
  readonly session: string;
}
const isLeader = (data: unknown): data is Leader =>
  typeof data === 'object' && data !== null && 'address' in data && 'session' in data;

/** ZooKeeperLeaderElectionDriver: the address with writeUTF, then the session id, a UUID. */
function leaderText({ address, session }: Leader): string {
  const uuid = object('java.util.UUID', `${REPLACED.repeat(2)}\x03${REPLACED.repeat(2)}m${REPLACED}/`, [
    field('J', 'leastSigBits'),
    field('J', 'mostSigBits'),
  ]);
  const bytes = (session.match(/../g) ?? []).map((pair) => byte(Number.parseInt(pair, 16)));
  return `${HEADER}w${byte(address.length + 2)}${utf(address)}${uuid}${[...bytes.slice(8), ...bytes.slice(0, 8)].join('')}`;
}

/** ZooKeeperStateHandleStore: a handle of a file in high-availability.storageDir. */
function pointerText(file: string): string {
  return [
    HEADER,
    object('org.apache.flink.runtime.state.RetrievableStreamStateHandle', VERSION_1, [
      field('L', 'wrappedStreamStateHandle', 'Lorg/apache/flink/runtime/state/StreamStateHandle;'),
    ]),
    object('org.apache.flink.runtime.state.filesystem.FileStateHandle', VERSION_1, [
      field('J', 'stateSize'),
      field('L', 'filePath', 'Lorg/apache/flink/core/fs/Path;'),
    ]),
    object('org.apache.flink.core.fs.Path', VERSION_1, [field('L', 'uri', 'Ljava/net/URI;')]),
    object('java.net.URI', VERSION_1, [field('L', 'string', 'Ljava/lang/String;')]),
    `t${utf(file)}x`,
  ].join('');
}

/** A znode's data as zkCli prints it: text as it is, Flink's serialised objects with the readable parts that they have. */
export function znodeText({ data, size }: Znode): string {
  if (data === null || data === undefined) return 'null';
  if (isLeader(data)) return leaderText(data);
  if (typeof data !== 'string') return `(${size} bytes of a serialised Java object)`;
  return size > data.length ? pointerText(data) : data;
}
