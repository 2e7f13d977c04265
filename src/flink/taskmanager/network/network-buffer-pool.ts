import { JavaError } from '../../api/jar.ts';
import { SEGMENT_BYTES } from './buffer.ts';

/** The memory segments of a TaskManager's network memory, as far as tasks are promised some (NetworkBufferPool). */
export class NetworkBufferPool {
  readonly total: number;
  private promised = 0;

  /** `memory`: bytes of network memory. */
  constructor(memory: number) {
    this.total = Math.floor(memory / SEGMENT_BYTES);
  }

  get available(): number {
    return this.total - this.promised;
  }
  /** Throws an IOException when so many are not left. */
  reserve(segments: number): void {
    if (segments > this.available) {
      throw new JavaError(
        'java.io.IOException',
        `Insufficient number of network buffers: required ${segments}, but only ${this.available} available. The total number of network buffers is currently set to ${this.total} of ${SEGMENT_BYTES} bytes each. You can increase this number by setting the configuration keys 'taskmanager.memory.network.fraction', 'taskmanager.memory.network.min', and 'taskmanager.memory.network.max'.`,
        [
          'org.apache.flink.runtime.io.network.buffer.NetworkBufferPool.internalCreateBufferPool(NetworkBufferPool.java:381)',
        ],
        null,
      );
    }
    this.promised += segments;
  }
  release(segments: number): void {
    this.promised -= segments;
  }
}

/** What one task is promised; given back as a whole. */
export class TaskBuffers {
  private held = 0;
  constructor(private readonly pool: NetworkBufferPool) {}

  reserve(segments: number): void {
    this.pool.reserve(segments);
    this.held += segments;
  }
  release(): void {
    this.pool.release(this.held);
    this.held = 0;
  }
}
