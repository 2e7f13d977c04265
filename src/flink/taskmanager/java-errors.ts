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

/** The same error with Flink's frames below the user's. */
export function withFrames(error: unknown, frames: readonly string[]): JavaError {
  const java = toJavaError(error);
  return new JavaError(java.className, java.detail, [...java.stack$, ...frames], java.causedBy);
}
