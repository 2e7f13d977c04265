/** TwoPhaseCommitSinkFunction: a transaction per checkpoint, committed when the checkpoint is complete. */
import type { FunctionInitializationContext, ListState } from '../../../flink/api/functions.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { wait } from '../../jvm.ts';
import { newThrowable } from '../../link.ts';
import { newArrayList } from '../../runtime/lists.ts';
import { Base } from '../../runtime/object.ts';
import { optional } from '../../runtime/optional.ts';
import { caught, type Throwable } from '../../throwable.ts';
import { library } from '../table.ts';
import type { Holder } from './support.ts';

/** What a checkpoint keeps of one subtask: the open transaction, those that wait for their commit, the user's context. */
type Kept = readonly [open: unknown, pending: readonly unknown[], context: unknown];

/** The program's subclass, as this class calls it. */
interface Transactions {
  beginTransaction$(): unknown;
  preCommit$Object(transaction: unknown): unknown;
  commit$Object(transaction: unknown): unknown;
  abort$Object(transaction: unknown): unknown;
  recoverAndCommit$Object(transaction: unknown): unknown;
  recoverAndAbort$Object(transaction: unknown): unknown;
  finishRecoveringContext$Collection(handled: unknown): unknown;
  initializeUserContext$(): unknown;
  invoke$Object$Object$Context(transaction: unknown, value: unknown, context: unknown): unknown;
}
class TransactionalSink extends Base {
  $open: unknown = null;
  $isOpen = false;
  $pending: [checkpoint: number, transaction: unknown][] = [];
  $context: unknown = null;
  $kept: ListState | null = null;
}
type Sink = TransactionalSink & Transactions;

function* begin(sink: Sink): Task<void> {
  sink.$open = yield* wait(sink.beginTransaction$());
  sink.$isOpen = true;
}

library({
  package: 'org.apache.flink.streaming.api.functions.sink',
  stubs: `
import org.apache.flink.runtime.state.*;
import org.apache.flink.api.common.typeutils.TypeSerializer;
@Open public abstract class TwoPhaseCommitSinkFunction<IN, TXN, CONTEXT> extends RichSinkFunction<IN> implements org.apache.flink.streaming.api.checkpoint.CheckpointedFunction, org.apache.flink.api.common.state.CheckpointListener {
  public TwoPhaseCommitSinkFunction(TypeSerializer<TXN> transactionSerializer, TypeSerializer<CONTEXT> contextSerializer);
  protected abstract void invoke(TXN transaction, IN value, Context context) throws Exception;
  protected abstract TXN beginTransaction() throws Exception;
  protected abstract void preCommit(TXN transaction) throws Exception;
  protected abstract void commit(TXN transaction);
  protected abstract void abort(TXN transaction);
  @Blocks protected void recoverAndCommit(TXN transaction);
  @Blocks protected void recoverAndAbort(TXN transaction);
  protected java.util.Optional<CONTEXT> initializeUserContext();
  protected java.util.Optional<CONTEXT> getUserContext();
  protected void finishRecoveringContext(java.util.Collection<TXN> handledTransactions);
  protected TXN currentTransaction();
  public final void invoke(IN value) throws Exception;
  @Blocks public final void invoke(IN value, Context context) throws Exception;
  @Blocks public final void notifyCheckpointComplete(long checkpointId) throws Exception;
  public void notifyCheckpointAborted(long checkpointId);
  @Blocks public void snapshotState(FunctionSnapshotContext context) throws Exception;
  @Blocks public void initializeState(FunctionInitializationContext context) throws Exception;
  @Blocks public void close() throws Exception;
}`,
  bodies: {
    TwoPhaseCommitSinkFunction: {
      $class: TransactionalSink,
      new() {},
      *recoverAndCommit(this: Sink, transaction: unknown): Task<void> {
        yield* wait(this.commit$Object(transaction));
      },
      *recoverAndAbort(this: Sink, transaction: unknown): Task<void> {
        yield* wait(this.abort$Object(transaction));
      },
      initializeUserContext: () => optional(null),
      getUserContext(this: Sink) {
        return this.$context ?? optional(null);
      },
      finishRecoveringContext() {},
      currentTransaction(this: Sink) {
        return this.$open;
      },
      'invoke(Object)'() {},
      *'invoke(Object,Context)'(this: Sink, value: unknown, context: unknown): Task<void> {
        yield* wait(this.invoke$Object$Object$Context(this.$open, value, context));
      },
      *notifyCheckpointComplete(this: Sink, checkpointId: LongValue): Task<void> {
        let first: Throwable | null = null;
        for (const entry of this.$pending.filter(([checkpoint]) => checkpoint <= Number(checkpointId))) {
          try {
            yield* wait(this.commit$Object(entry[1]));
          } catch (error) {
            first ??= caught(error);
          }
          this.$pending.splice(this.$pending.indexOf(entry), 1);
        }
        if (first === null) return;
        throw newThrowable(
          'org.apache.flink.util.FlinkRuntimeException',
          'Committing one of transactions failed, logging first encountered failure',
          first,
        );
      },
      notifyCheckpointAborted() {},
      *snapshotState(this: Sink, context: { getCheckpointId$(): LongValue }): Task<void> {
        yield* wait(this.preCommit$Object(this.$open));
        this.$pending.push([Number(context.getCheckpointId$()), this.$open]);
        yield* begin(this);
        this.$kept!.update([[this.$open, this.$pending.map(([, transaction]) => transaction), this.$context] as Kept]);
      },
      *initializeState(this: Sink, holder: Holder<FunctionInitializationContext>): Task<void> {
        const context = holder.inner;
        this.$kept = context.listState({ kind: 'list', name: 'state' });
        let isContextRecovered = false;
        if (context.isRestored()) {
          for (const [open, pending, userContext] of this.$kept.get() as Iterable<Kept>) {
            this.$context = userContext;
            for (const transaction of pending) yield* wait(this.recoverAndCommit$Object(transaction));
            yield* wait(this.recoverAndAbort$Object(open));
            if ((userContext as { isPresent$(): boolean }).isPresent$()) {
              yield* wait(this.finishRecoveringContext$Collection(newArrayList([...pending, open])));
              isContextRecovered = true;
            }
          }
        }
        if (!isContextRecovered) this.$context = yield* wait(this.initializeUserContext$());
        this.$pending = [];
        yield* begin(this);
      },
      *close(this: Sink): Task<void> {
        if (this.$isOpen) yield* wait(this.abort$Object(this.$open));
        this.$isOpen = false;
        this.$open = null;
      },
    },
  },
});
