import { HadoopError } from '../../hadoop/ipc.ts';
import { SystemError } from '../../platform/types.ts';
import { JavaError } from '../api/jar.ts';
import { RpcError } from '../rpc/rpc.ts';

/** Flink's own exceptions, by class name. */
export function exception(
  className: string,
  detail: string | null,
  causedBy: JavaError | null = null,
  stack: readonly string[] = [],
): JavaError {
  return new JavaError(className, detail, stack, causedBy);
}

/** What any failed call or thrown error looks like in Java. */
export function toJavaError(error: unknown): JavaError {
  if (error instanceof JavaError) return error;
  if (error instanceof HadoopError) return exception(error.className, error.message);
  if (error instanceof RpcError) return exception(error.className, error.message);
  if (error instanceof SystemError) {
    const said = error.code === 'ENOSPC' ? 'No space left on device' : error.message;
    return exception('java.io.IOException', said);
  }
  if (error instanceof Error) return exception('java.lang.Exception', error.message);
  return exception('java.lang.Exception', String(error));
}

/** The innermost cause. */
export function rootCause(error: JavaError): JavaError {
  let e = error;
  while (e.causedBy) e = e.causedBy;
  return e;
}

export function findCause(error: JavaError, className: string): JavaError | undefined {
  for (let e: JavaError | null = error; e; e = e.causedBy) if (e.className === className) return e;
  return undefined;
}

export const COMPLETION_EXCEPTION = 'java.util.concurrent.CompletionException';

/** `CompletionException: <cause>`, as futures wrap what failed them. */
export function completionException(cause: JavaError): JavaError {
  return exception(COMPLETION_EXCEPTION, cause.message, cause, [
    'java.base/java.util.concurrent.CompletableFuture.encodeThrowable(CompletableFuture.java:332)',
    'java.base/java.util.concurrent.CompletableFuture.completeThrowable(CompletableFuture.java:347)',
    'java.base/java.util.concurrent.CompletableFuture$UniHandle.tryFire(CompletableFuture.java:911)',
  ]);
}

const NO_RESOURCE_AVAILABLE = 'org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException';

export function notEnoughResources(): JavaError {
  return completionException(exception(NO_RESOURCE_AVAILABLE, 'Could not acquire the minimum required resources.'));
}

export function bulkTimedOut(timeout: number): JavaError {
  return completionException(
    exception(
      NO_RESOURCE_AVAILABLE,
      'Slot request bulk is not fulfillable! Could not allocate the required slot within slot request timeout',
      exception('java.util.concurrent.TimeoutException', `Timeout has occurred: ${timeout} ms`),
    ),
  );
}

export function recoverySuppressed(strategy: string, cause: JavaError): JavaError {
  return exception('org.apache.flink.runtime.JobException', `Recovery is suppressed by ${strategy}`, cause, [
    'org.apache.flink.runtime.executiongraph.failover.flip1.ExecutionFailureHandler.handleFailure(ExecutionFailureHandler.java:138)',
    'org.apache.flink.runtime.executiongraph.failover.flip1.ExecutionFailureHandler.getFailureHandlingResult(ExecutionFailureHandler.java:82)',
    'org.apache.flink.runtime.scheduler.DefaultScheduler.handleTaskFailure(DefaultScheduler.java:216)',
  ]);
}

/** Failures that no restart can mend (ThrowableClassifier.NonRecoverableError). */
export function isNonRecoverable(error: JavaError): boolean {
  return findCause(error, 'org.apache.flink.runtime.execution.SuppressRestartsException') !== undefined;
}
