import { JavaError } from '../../api/jar.ts';

/** First and longest wait between requests for a partition that is not there yet (taskmanager.network.request-backoff.*). */
export const REQUEST_BACKOFF = 100;
export const MAX_REQUEST_BACKOFF = 10_000;

export function partitionNotFound(partition: string): JavaError {
  return new JavaError(
    'org.apache.flink.runtime.io.network.partition.PartitionNotFoundException',
    `Partition ${partition} not found.`,
    [
      'org.apache.flink.runtime.io.network.partition.consumer.RemoteInputChannel.failPartitionRequest(RemoteInputChannel.java:301)',
      'org.apache.flink.runtime.io.network.partition.consumer.RemoteInputChannel.retriggerSubpartitionRequest(RemoteInputChannel.java:199)',
      'org.apache.flink.runtime.io.network.partition.consumer.SingleInputGate.retriggerPartitionRequest(SingleInputGate.java:630)',
    ],
    null,
  );
}

function refused(address: string): JavaError {
  const problem = 'finishConnect(..) failed: Connection refused';
  return new JavaError(
    'org.apache.flink.shaded.netty4.io.netty.channel.AbstractChannel$AnnotatedConnectException',
    `${problem}: ${address}`,
    [],
    new JavaError('java.net.ConnectException', problem, [], null),
  );
}

/** `address` of the TaskManager, or its id when nobody knows it. */
export function notReachable(partition: string, address: string): JavaError {
  return new JavaError(
    'org.apache.flink.runtime.io.network.partition.consumer.PartitionConnectionException',
    `Connection for partition ${partition} not reachable.`,
    [
      'org.apache.flink.runtime.io.network.partition.consumer.RemoteInputChannel.requestSubpartition(RemoteInputChannel.java:183)',
      'org.apache.flink.runtime.io.network.partition.consumer.SingleInputGate.internalRequestPartitions(SingleInputGate.java:329)',
      'org.apache.flink.runtime.io.network.partition.consumer.SingleInputGate.requestPartitions(SingleInputGate.java:301)',
      'org.apache.flink.runtime.taskmanager.InputGateWithMetrics.requestPartitions(InputGateWithMetrics.java:95)',
    ],
    new JavaError(
      'org.apache.flink.runtime.io.network.netty.exception.RemoteTransportException',
      `Connecting to remote task manager '${address}' has failed. This might indicate that the remote task manager has been lost.`,
      [
        'org.apache.flink.runtime.io.network.netty.PartitionRequestClientFactory.connect(PartitionRequestClientFactory.java:144)',
      ],
      refused(address),
    ),
  );
}

export function connectionReset(address: string): JavaError {
  return new JavaError(
    'org.apache.flink.runtime.io.network.netty.exception.RemoteTransportException',
    `Connection unexpectedly closed by remote task manager '${address}'. This might indicate that the remote task manager was lost.`,
    [
      'org.apache.flink.runtime.io.network.netty.CreditBasedPartitionRequestClientHandler.channelInactive(CreditBasedPartitionRequestClientHandler.java:160)',
    ],
    null,
  );
}
