/** executeAndCollect: a job whose records come back to the program when it has ended. */
import type { DataStream } from '../../../flink/api/datastream.ts';
import type { Task } from '../../../simulation/task.ts';
import { enter, jvm } from '../../jvm.ts';
import { FixedIterator } from '../../runtime/collections.ts';
import { raise } from '../../runtime/raise.ts';
import { calling } from '../../throwable.ts';
import { library } from '../table.ts';
import { Holder, hold } from './support.ts';

/** The job's name if none is given. */
export const COLLECT_JOB = 'DataStream Collect';
/** The one accumulator of the job. */
const RECORDS = 'dataStreamCollect';

/** The records of a stream with an end, in the order they reached the sink. */
export function* executeAndCollect(stream: DataStream, jobName: string): Task<unknown[]> {
  const owner = jvm();
  const { context } = owner;
  if (!context) return raise('IllegalStateException', 'no cluster to execute on');
  stream.collect(RECORDS);
  const { environment } = stream.environment.takeProgram(jobName);
  const result = yield* calling(context.execute({ environment, kind: 'stream', jobName, collects: true }));
  enter(owner);
  return [...((result.accumulators[RECORDS] ?? []) as unknown[])];
}

/** DataStream.executeAndCollect(…, int limit): throws as Flink does where it is not positive. */
export function* collectFirst(stream: DataStream, jobName: string, limit: number): Task<unknown[]> {
  if (limit <= 0) raise('IllegalStateException', 'Limit must be greater than 0');
  return (yield* executeAndCollect(stream, jobName)).slice(0, limit);
}

export function closeableIterator(records: readonly unknown[]): unknown {
  return hold('org.apache.flink.util.CloseableIterator$Simulated', new FixedIterator(records));
}

library({
  package: 'org.apache.flink.util',
  stubs: `
public interface CloseableIterator<T> extends java.util.Iterator<T>, AutoCloseable {
  void close() throws Exception;
  class Simulated<T> implements CloseableIterator<T> { public boolean hasNext(); public T next(); public void close(); }
}
`,
  bodies: {
    'CloseableIterator.Simulated': {
      $class: class extends Holder<FixedIterator> {},
      hasNext(this: Holder<FixedIterator>) {
        return this.inner.hasNext$();
      },
      next(this: Holder<FixedIterator>) {
        return this.inner.next$();
      },
      close() {},
    },
  },
});
