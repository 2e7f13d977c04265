/** flink-walkthrough-common: what the first tutorials of Flink's documentation read, and where they write. */
import { Double, Long } from '../../../flink/api/boxed.ts';
import { hashCode, type LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { jvm } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { instantOf, parsePattern } from '../../runtime/calendar.ts';
import { doubleToString } from '../../runtime/numbers.ts';
import { Base, stringOf } from '../../runtime/object.ts';
import { library } from '../table.ts';
import { logLine } from '../third-party.ts';
import { IteratorSource } from './generated-sources.ts';

const PACKAGE = 'org.apache.flink.walkthrough.common';
const objectsHash = (...values: unknown[]): number =>
  values.reduce((hash: number, value) => (Math.imul(31, hash) + hashCode(value)) | 0, 1);

class TransactionObject extends Base {
  accountId: LongValue = 0;
  timestamp: LongValue = 0;
  amount = 0;
  override $copy(): TransactionObject {
    const { accountId, timestamp, amount } = this;
    return Object.assign(allocate<TransactionObject>(`${PACKAGE}.entity.Transaction`), {
      accountId,
      timestamp,
      amount,
    });
  }
  override $equals(other: unknown): boolean {
    if (!(other instanceof TransactionObject)) return false;
    return (
      this.accountId === other.accountId && this.timestamp === other.timestamp && Object.is(this.amount, other.amount)
    );
  }
  override $hashCode(): number {
    return objectsHash(Long.valueOf(this.accountId), Long.valueOf(this.timestamp), Double.valueOf(this.amount));
  }
  override $toString(): string {
    return `Transaction{accountId=${this.accountId}, timestamp=${this.timestamp}, amount=${doubleToString(this.amount)}}`;
  }
}
class AlertObject extends Base {
  id: LongValue = 0;
  override $copy(): AlertObject {
    return Object.assign(allocate<AlertObject>(`${PACKAGE}.entity.Alert`), { id: this.id });
  }
  override $equals(other: unknown): boolean {
    return other instanceof AlertObject && this.id === other.id;
  }
  override $hashCode(): number {
    return objectsHash(Long.valueOf(this.id));
  }
  override $toString(): string {
    return `Alert{id=${this.id}}`;
  }
}

/** Amounts in the order of the transactions: accounts 1 to 5 take turns. */
const AMOUNTS = [
  188.23, 374.79, 112.15, 478.75, 208.85, 379.64, 351.44, 320.75, 259.42, 273.44, 267.25, 397.15, 0.219, 231.94, 384.73,
  419.62, 412.91, 0.77, 22.1, 377.54, 375.44, 230.18, 0.8, 350.89, 127.55, 483.91, 228.22, 871.15, 64.19, 79.43, 56.12,
  256.48, 148.16, 199.95, 252.37, 274.73, 473.54, 119.92, 323.59, 353.16, 211.9, 280.93, 347.89, 459.86, 82.31, 373.26,
  479.83, 454.25, 83.64, 292.44,
];
const ACCOUNTS = 5;
/** ms between two transactions: in their timestamps, and until the next one comes. */
const APART = { timestamps: 360_000, arrivals: 100 } as const;

/** The transactions again and again; their timestamps go on. */
class TransactionIterator extends Base {
  taken = 0;
  start: number | null = null;
}

library({
  package: `${PACKAGE}.entity`,
  stubs: `
public final class Transaction { public Transaction(); public Transaction(long accountId, long timestamp, double amount); public long getAccountId(); public void setAccountId(long accountId); public long getTimestamp(); public void setTimestamp(long timestamp); public double getAmount(); public void setAmount(double amount); public boolean equals(Object o); public int hashCode(); public String toString(); }
public final class Alert { public Alert(); public long getId(); public void setId(long id); public boolean equals(Object o); public int hashCode(); public String toString(); }`,
  bodies: {
    Transaction: {
      $class: TransactionObject,
      'new()'() {},
      'new(long,long,double)'(this: TransactionObject, accountId: LongValue, timestamp: LongValue, amount: number) {
        Object.assign(this, { accountId, timestamp, amount });
      },
      getAccountId(this: TransactionObject) {
        return this.accountId;
      },
      setAccountId(this: TransactionObject, accountId: LongValue) {
        this.accountId = accountId;
      },
      getTimestamp(this: TransactionObject) {
        return this.timestamp;
      },
      setTimestamp(this: TransactionObject, timestamp: LongValue) {
        this.timestamp = timestamp;
      },
      getAmount(this: TransactionObject) {
        return this.amount;
      },
      setAmount(this: TransactionObject, amount: number) {
        this.amount = amount;
      },
    },
    Alert: {
      $class: AlertObject,
      new() {},
      getId(this: AlertObject) {
        return this.id;
      },
      setId(this: AlertObject, id: LongValue) {
        this.id = id;
      },
    },
  },
});

library({
  package: `${PACKAGE}.source`,
  stubs: `
import org.apache.flink.walkthrough.common.entity.Transaction;
public class TransactionSource extends org.apache.flink.streaming.api.functions.source.FromIteratorFunction<Transaction> { public TransactionSource(); }
class TransactionIterator implements java.util.Iterator<Transaction>, java.io.Serializable { public boolean hasNext(); @Blocks public Transaction next(); }`,
  bodies: {
    TransactionSource: {
      $class: class extends IteratorSource {},
      new(this: IteratorSource) {
        this.iterator = allocate(`${PACKAGE}.source.TransactionIterator`);
      },
    },
    TransactionIterator: {
      $class: TransactionIterator,
      hasNext: () => true,
      *next(this: TransactionIterator): Task<unknown> {
        yield jvm().ref.sleep(APART.arrivals);
        this.start ??= instantOf(parsePattern('yyyy-MM-dd', '2019-01-01', true), jvm().ref.timezone);
        const n = this.taken++;
        return Object.assign(allocate<TransactionObject>(`${PACKAGE}.entity.Transaction`), {
          accountId: (n % ACCOUNTS) + 1,
          timestamp: this.start + n * APART.timestamps,
          amount: AMOUNTS[n % AMOUNTS.length],
        });
      },
    },
  },
});

const logged =
  (name: string) =>
  (value: unknown): void =>
    logLine('INFO', `${PACKAGE}.sink.${name}`, stringOf(value));
library({
  package: `${PACKAGE}.sink`,
  stubs: `
import org.apache.flink.walkthrough.common.entity.Alert;
public class AlertSink implements org.apache.flink.streaming.api.functions.sink.SinkFunction<Alert> { public AlertSink(); public void invoke(Alert value, Context context); }
public class LoggerOutputFormat implements org.apache.flink.api.common.io.OutputFormat<String> { public LoggerOutputFormat(); public void configure(org.apache.flink.configuration.Configuration parameters); public void open(int taskNumber, int numTasks); public void writeRecord(String record); public void close(); }`,
  bodies: {
    AlertSink: { new() {}, invoke: logged('AlertSink') },
    LoggerOutputFormat: { new() {}, configure() {}, open() {}, writeRecord: logged('LoggerOutputFormat'), close() {} },
  },
});
