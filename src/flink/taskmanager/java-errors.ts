import { JavaError } from '../api/jar.ts';

/** What user code or the simulation threw, as a Java throwable. */
export function toJavaError(error: unknown): JavaError {
  if (error instanceof JavaError) return error;
  if (isRaise(error)) {
    const cause = error.causedBy;
    return new JavaError(error.className, error.detail, [], cause === null ? null : toJavaError(cause));
  }
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    return new JavaError('java.lang.StackOverflowError', null, [], null);
  }
  if (error instanceof Error) {
    return new JavaError(
      'java.lang.Error',
      `simulation: ${error.message}`,
      (error.stack ?? '')
        .split('\n')
        .slice(1, 9)
        .map((line) => line.trim().replace(/^at /, '')),
      null,
    );
  }
  return new JavaError('java.lang.Error', String(error), [], null);
}

interface Raised {
  readonly className: string;
  readonly detail: string | null;
  readonly causedBy: unknown;
}

/** The library of the program room throws a class name and a message. */
function isRaise(error: unknown): error is Raised {
  return (
    typeof error === 'object' &&
    error !== null &&
    'className' in error &&
    typeof error.className === 'string' &&
    'detail' in error &&
    'causedBy' in error
  );
}

const IN_CHAIN = 'org.apache.flink.streaming.runtime.tasks.ExceptionInChainedOperatorException';

/** How an operator of a chain hears of what its successor threw. */
export function couldNotForward(error: unknown): JavaError {
  return new JavaError(
    IN_CHAIN,
    'Could not forward element to next operator',
    [
      'org.apache.flink.streaming.runtime.tasks.CopyingChainingOutput.pushToOperator(CopyingChainingOutput.java:88)',
      'org.apache.flink.streaming.runtime.tasks.CopyingChainingOutput.collect(CopyingChainingOutput.java:46)',
      'org.apache.flink.streaming.runtime.tasks.CopyingChainingOutput.collect(CopyingChainingOutput.java:26)',
      'org.apache.flink.streaming.api.operators.CountingOutput.collect(CountingOutput.java:50)',
      'org.apache.flink.streaming.api.operators.CountingOutput.collect(CountingOutput.java:28)',
    ],
    toJavaError(error),
  );
}

/** What the timers of a key threw when the next key's first record came, in BATCH mode. */
export function couldNotSetKey(error: unknown): JavaError {
  const cause = toJavaError(error);
  return new JavaError(
    'java.lang.RuntimeException',
    'Exception occurred while setting the current key context.',
    [
      'org.apache.flink.streaming.api.operators.StreamOperatorStateHandler.setCurrentKey(StreamOperatorStateHandler.java:363)',
      'org.apache.flink.streaming.api.operators.AbstractStreamOperator.setCurrentKey(AbstractStreamOperator.java:532)',
      'org.apache.flink.streaming.api.operators.AbstractStreamOperator.setKeyContextElement(AbstractStreamOperator.java:527)',
      'org.apache.flink.streaming.api.operators.AbstractStreamOperator.setKeyContextElement1(AbstractStreamOperator.java:514)',
    ],
    new JavaError(
      'org.apache.flink.util.WrappingRuntimeException',
      cause.message,
      [
        'org.apache.flink.streaming.api.operators.sorted.state.BatchExecutionInternalTimeServiceManager.keySelected(BatchExecutionInternalTimeServiceManager.java:109)',
        'org.apache.flink.streaming.api.operators.sorted.state.BatchExecutionKeyedStateBackend.notifyKeySelected(BatchExecutionKeyedStateBackend.java:199)',
        'org.apache.flink.streaming.api.operators.sorted.state.BatchExecutionKeyedStateBackend.setCurrentKey(BatchExecutionKeyedStateBackend.java:105)',
        'org.apache.flink.streaming.api.operators.StreamOperatorStateHandler.setCurrentKey(StreamOperatorStateHandler.java:361)',
      ],
      cause,
    ),
  );
}

/** Task.preProcessException: a task fails with the cause of a WrappingRuntimeException, so that traces stay compact. */
export function unwrapped(error: JavaError): JavaError {
  const cause = error.causedBy;
  if (error.className !== IN_CHAIN || cause === null) return error;
  // The cause's own trace goes through the line that calls the operator, not the one that wraps.
  const below = error.stack$.map((frame) =>
    frame.replace('CopyingChainingOutput.java:88', 'CopyingChainingOutput.java:71'),
  );
  return unwrapped(new JavaError(cause.className, cause.detail, [...cause.stack$, ...below], cause.causedBy));
}

/** The same error with Flink's frames below the user's. */
export function withFrames(error: unknown, frames: readonly string[]): JavaError {
  const java = toJavaError(error);
  return new JavaError(java.className, java.detail, [...java.stack$, ...frames], java.causedBy);
}
