import type { NetworkBuffer } from './buffer.ts';
import { showCrossing } from './channel-trace.ts';
import { InputChannel } from './input-gate.ts';
import { MAX_REQUEST_BACKOFF, partitionNotFound, REQUEST_BACKOFF } from './partition-requests.ts';
import type { Subpartition, SubpartitionView } from './result-partition.ts';
import type { Allowance } from './shuffle-environment.ts';

/** Reads a subpartition of a task in the same TaskManager (LocalInputChannel). */
export class LocalChannel extends InputChannel implements SubpartitionView {
  private subpartition: Subpartition | null = null;
  private closed = false;
  private allowance: Allowance | null = null;

  get isRemote(): boolean {
    return false;
  }
  request(backoff = REQUEST_BACKOFF): void {
    if (this.closed) return;
    const { environment, consumer, gate } = this.reader;
    const { partition } = this.location;
    const subpartition = environment.partitions.get(partition)?.subpartitionOf(consumer.subtask);
    if (!subpartition || subpartition.released) {
      if (backoff > MAX_REQUEST_BACKOFF) gate.onError(partitionNotFound(partition));
      else environment.process.schedule(backoff, () => this.request(backoff * 2));
      return;
    }
    this.subpartition = subpartition;
    subpartition.attach(this);
    if (subpartition.hasData) this.notifyDataAvailable();
  }
  notifyDataAvailable(): void {
    this.reader.gate.notifyChannel(this);
  }
  notifyPriority(): void {
    this.reader.gate.onPriority(this);
  }
  get hasData(): boolean {
    return this.subpartition?.hasData ?? false;
  }
  get queued(): number {
    return this.subpartition?.announcedBacklog ?? 0;
  }
  poll(): NetworkBuffer | undefined {
    const buffer = this.subpartition?.poll();
    if (buffer) {
      const { environment, consumer } = this.reader;
      const { now } = environment.platform.world;
      const { producer } = this.location;
      this.allowance = showCrossing(environment, producer, consumer, false, buffer, now, this.allowance);
    }
    return buffer;
  }
  pollPriority(): NetworkBuffer | undefined {
    return this.subpartition?.nextIsPriority ? this.poll() : undefined;
  }
  recycle(buffer: NetworkBuffer): void {
    this.subpartition?.recycle(buffer);
  }
  inflight(): readonly NetworkBuffer[] {
    return [];
  }
  release(): void {
    if (this.closed) return;
    this.closed = true;
    // A finished blocking result may be read again by a restarted consumer.
    if (this.subpartition && !this.subpartition.partition.blocking) this.subpartition.release();
    if (this.subpartition?.view === this) this.subpartition.detach();
    this.subpartition = null;
  }
}
