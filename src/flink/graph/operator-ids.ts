import { illegalArgument } from '../api/errors.ts';
import { isChainable } from './chaining.ts';
import { adjacencyOf } from './stream-graph.ts';
import type { StreamGraph, StreamNode } from './types.ts';

/** StreamGraphHasherV2: ids of operators and vertices that are the same whenever the program is. */

const MASK = (1n << 64n) - 1n;
const C1 = 0x87c37b91114253d5n;
const C2 = 0x4cf5ad432745937fn;

const rotate = (x: bigint, by: bigint): bigint => ((x << by) | (x >> (64n - by))) & MASK;

function finish(value: bigint): bigint {
  let k = value;
  k ^= k >> 33n;
  k = (k * 0xff51afd7ed558ccdn) & MASK;
  k ^= k >> 33n;
  k = (k * 0xc4ceb9fe1a85ec53n) & MASK;
  return k ^ (k >> 33n);
}

function littleEndian(bytes: Uint8Array, from: number, to: number): bigint {
  let value = 0n;
  for (let i = to - 1; i >= from; i--) value = (value << 8n) | BigInt(bytes[i]!);
  return value;
}

/** Guava's Hashing.murmur3_128(0): 16 bytes. */
export function murmur3_128(data: Uint8Array): Uint8Array {
  let h1 = 0n;
  let h2 = 0n;
  const mix1 = (k: bigint): bigint => (rotate((k * C1) & MASK, 31n) * C2) & MASK;
  const mix2 = (k: bigint): bigint => (rotate((k * C2) & MASK, 33n) * C1) & MASK;
  const blocks = Math.floor(data.length / 16);
  for (let i = 0; i < blocks; i++) {
    h1 ^= mix1(littleEndian(data, i * 16, i * 16 + 8));
    h1 = ((rotate(h1, 27n) + h2) * 5n + 0x52dce729n) & MASK;
    h2 ^= mix2(littleEndian(data, i * 16 + 8, i * 16 + 16));
    h2 = ((rotate(h2, 31n) + h1) * 5n + 0x38495ab5n) & MASK;
  }
  const tail = blocks * 16;
  if (data.length > tail + 8) h2 ^= mix2(littleEndian(data, tail + 8, data.length));
  if (data.length > tail) h1 ^= mix1(littleEndian(data, tail, Math.min(data.length, tail + 8)));
  h1 ^= BigInt(data.length);
  h2 ^= BigInt(data.length);
  h1 = (h1 + h2) & MASK;
  h2 = (h2 + h1) & MASK;
  h1 = finish(h1);
  h2 = finish(h2);
  h1 = (h1 + h2) & MASK;
  h2 = (h2 + h1) & MASK;
  const hash = new Uint8Array(16);
  for (let i = 0; i < 8; i++) {
    hash[i] = Number((h1 >> BigInt(8 * i)) & 255n);
    hash[8 + i] = Number((h2 >> BigInt(8 * i)) & 255n);
  }
  return hash;
}

/** The operator id of a uid(...). */
function hashOfUid(uid: string): Uint8Array {
  return murmur3_128(new TextEncoder().encode(uid));
}

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/**
 * Operator id of every stream node, 32 hex digits. Breadth first from the sources in order of their ids; a node waits for
 * its inputs. Throws IllegalArgumentException when two operators have the same uid.
 */
export function operatorIds(graph: StreamGraph): ReadonlyMap<number, string> {
  const { node, outs } = adjacencyOf(graph);
  const hashes = new Map<number, Uint8Array>();
  const remaining = graph.nodes.filter(({ role }) => role === 'source').sort((a, b) => a.id - b.id);
  const visited = new Set(remaining.map(({ id }) => id));
  for (let current = remaining.shift(); current; current = remaining.shift()) {
    const hash = hashOf(current, graph, hashes);
    if (!hash) {
      visited.delete(current.id);
      continue;
    }
    hashes.set(current.id, hash);
    for (const { to } of outs(current.id)) {
      if (visited.has(to)) continue;
      visited.add(to);
      remaining.push(node.get(to)!);
    }
  }
  return new Map([...hashes].map(([id, hash]) => [id, toHex(hash)]));
}

/** Null while an input has no hash yet. */
function hashOf(node: StreamNode, graph: StreamGraph, hashes: ReadonlyMap<number, Uint8Array>): Uint8Array | null {
  const { ins, outs } = adjacencyOf(graph);
  if (node.uid !== null) {
    const hash = hashOfUid(node.uid);
    const id = toHex(hash);
    for (const other of hashes.values()) {
      if (toHex(other) === id) {
        throw illegalArgument(
          `Hash collision on user-specified ID "${node.uid}". Most likely cause is a non-unique ID. Please check ` +
            'that all IDs specified via `uid(String)` are unique.',
        );
      }
    }
    return hash;
  }
  const inputs = ins(node.id).map(({ from }) => hashes.get(from));
  if (inputs.some((input) => input === undefined)) return null;
  // Its number among the nodes, once for itself and once for every operator chained behind it.
  const times = 1 + outs(node.id).filter((edge) => isChainable(edge, graph)).length;
  const data = new DataView(new ArrayBuffer(4 * times));
  for (let i = 0; i < times; i++) data.setInt32(4 * i, hashes.size, true);
  const hash = murmur3_128(new Uint8Array(data.buffer));
  for (const input of inputs) {
    for (let j = 0; j < hash.length; j++) hash[j] = (hash[j]! * 37) ^ input![j]!;
  }
  return hash;
}
