import type { Process } from '../../platform/types.ts';
import type { JavaError } from '../api/jar.ts';
import type { Endpoint, JobMasterGateway, TaskDeploymentDescriptor } from '../rpc/gateways.ts';
import { type Rpc, RpcError } from '../rpc/rpc.ts';
import { exception, toJavaError } from './errors.ts';
import { type Execution, isTerminal } from './execution-graph.ts';
import type { TaskManagerConnection } from './slot-pool.ts';

/** What the scheduler asks of TaskManagers (Execution.deploy and Execution.sendCancelRpcCall). */
export interface TaskCalls {
  submit(execution: Execution, taskManager: TaskManagerConnection, descriptor: TaskDeploymentDescriptor): void;
  /** Tries again when nobody answers; in the end the execution has failed. */
  cancel(execution: Execution): void;
  /** For a task whose end is known already. */
  cancelUnasked(execution: Execution, taskManager: TaskManagerConnection): void;
  /** Nobody will read these results any more. */
  release(taskManager: TaskManagerConnection | undefined, partitions: readonly string[]): void;
}

/** Execution.NUM_CANCEL_CALL_TRIES: retries after the first try. */
const CANCEL_RETRIES = 3;

/** `askTimeout`: `akka.ask.timeout`, ms. */
export function createTaskCalls(
  rpc: Rpc,
  process: Process,
  jobMaster: Endpoint<JobMasterGateway>,
  askTimeout: number,
  fail: (execution: Execution, error: JavaError) => void,
): TaskCalls {
  const cancel = (execution: Execution, retries: number): void => {
    const taskManager = execution.slot?.shared.physical?.taskManager;
    if (!taskManager) return;
    rpc.call(process, taskManager.endpoint, 'cancelTask', (gateway) => gateway.cancelTask(execution.id), {
      timeout: askTimeout,
      detail: execution.vertex.name,
      onAnswer: () => {},
      onFailure: (error) => {
        if (isTerminal(execution.state)) return;
        if (retries > 0 && isTimeout(error)) cancel(execution, retries - 1);
        else fail(execution, exception('java.lang.Exception', 'Task could not be canceled.', toJavaError(error)));
      },
    });
  };
  return {
    submit(execution, taskManager, descriptor) {
      const { name } = execution.vertex;
      rpc.call(process, taskManager.endpoint, 'submitTask', (gateway) => gateway.submitTask(descriptor, jobMaster), {
        timeout: askTimeout,
        detail: name,
        onAnswer: () => {},
        onFailure: (error) =>
          fail(
            execution,
            isTimeout(error)
              ? exception(
                  'java.lang.Exception',
                  `Cannot deploy task ${name} (${execution.id.id}) - TaskManager (${describeLocation(execution.location!)}) not responding after a rpcTimeout of ${askTimeout} ms`,
                  toJavaError(error),
                )
              : toJavaError(error),
          ),
      });
    },
    cancel: (execution) => cancel(execution, CANCEL_RETRIES),
    cancelUnasked(execution, taskManager) {
      rpc.call(process, taskManager.endpoint, 'cancelTask', (gateway) => gateway.cancelTask(execution.id));
    },
    release(taskManager, partitions) {
      if (!taskManager) return;
      rpc.call(process, taskManager.endpoint, 'releaseOrPromotePartitions', (gateway) =>
        gateway.releaseOrPromotePartitions(partitions),
      );
    },
  };
}

function isTimeout(error: unknown): boolean {
  return error instanceof RpcError && error.reason === 'timeout';
}

/** As Flink's TaskManagerLocation prints itself. */
export function describeLocation(location: { taskManager: string; host: string; dataPort: number }): string {
  return `${location.taskManager} @ ${location.host} (dataPort=${location.dataPort})`;
}
