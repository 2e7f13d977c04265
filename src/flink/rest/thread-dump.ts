import type { ExecutionState } from '../../trace/facts.ts';

/** `/taskmanagers/:id/thread-dump`: the threads that the simulation knows of; inside Flink they stand where idle ones do. */

export interface TaskThread {
  /** `Flat Map (1/2)#0` */
  readonly name: string;
  readonly state: ExecutionState;
  /** It has records to work on. */
  readonly busy: boolean;
  readonly legacySource: boolean;
}

const PARKED = [
  'sun.misc.Unsafe.park(Native Method)',
  'java.util.concurrent.locks.LockSupport.park(LockSupport.java:175)',
];
const MAILBOX = [
  ...PARKED,
  'org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailboxImpl.take(TaskMailboxImpl.java:149)',
  'org.apache.flink.streaming.runtime.tasks.mailbox.MailboxProcessor.processMailsWhenDefaultActionUnavailable(MailboxProcessor.java:363)',
  'org.apache.flink.streaming.runtime.tasks.mailbox.MailboxProcessor.runMailboxLoop(MailboxProcessor.java:203)',
  'org.apache.flink.streaming.runtime.tasks.StreamTask.invoke(StreamTask.java:684)',
  'org.apache.flink.runtime.taskmanager.Task.run(Task.java:563)',
];
const PROCESSING = [
  'org.apache.flink.streaming.runtime.io.AbstractStreamTaskNetworkInput.emitNext(AbstractStreamTaskNetworkInput.java:105)',
  'org.apache.flink.streaming.runtime.tasks.StreamTask.processInput(StreamTask.java:423)',
  ...MAILBOX.slice(-3),
];
const POOLS = [
  ['flink-akka.actor.default-dispatcher-2', 'WAITING'],
  ['flink-akka.actor.default-dispatcher-3', 'WAITING'],
  ['flink-akka.remote.default-remote-dispatcher-5', 'WAITING'],
  ['flink-metrics-2', 'WAITING'],
  ['Flink Netty Server (0) Thread 0', 'RUNNABLE'],
  ['Flink Netty Client (0) Thread 0', 'RUNNABLE'],
  ['IOManager reader thread #1', 'WAITING'],
  ['IOManager writer thread #1', 'WAITING'],
] as const;

export function threadDump(tasks: readonly TaskThread[]): unknown {
  let id = 1;
  const thread = (name: string, state: string, frames: readonly string[]) => ({
    threadName: name,
    stringifiedThreadInfo: `"${name}" Id=${id++} ${state}\n${frames.map((frame) => `\tat ${frame}\n`).join('')}\n`,
  });
  return {
    threadInfos: [
      thread('main', 'WAITING', [
        ...PARKED,
        'org.apache.flink.runtime.taskexecutor.TaskManagerRunner.main(TaskManagerRunner.java:383)',
      ]),
      ...POOLS.map(([name, state]) => thread(name, state, state === 'WAITING' ? PARKED : [])),
      ...tasks.flatMap(({ name, busy, legacySource }) => [
        thread(name, busy && !legacySource ? 'RUNNABLE' : 'WAITING', busy && !legacySource ? PROCESSING : MAILBOX),
        ...(legacySource
          ? [
              thread(`Legacy Source Thread - ${name}`, 'TIMED_WAITING', [
                'org.apache.flink.streaming.api.operators.StreamSource.run(StreamSource.java:110)',
                'org.apache.flink.streaming.runtime.tasks.SourceStreamTask$LegacySourceFunctionThread.run(SourceStreamTask.java:269)',
              ]),
            ]
          : []),
      ]),
    ],
  };
}
