import { JavaError } from './jar.ts';

/** Reads what Throwable.printStackTrace printed; the text's first line is the exception. */
export function parseStackTrace(text: string): JavaError {
  const parts = text.trimEnd().split(/^Caused by: /m);
  return parts.reduceRight<JavaError | null>((cause, part) => throwable(part, cause), null)!;
}

function throwable(text: string, cause: JavaError | null): JavaError {
  const lines = text.split('\n');
  const frame = lines.findIndex((line) => /^\s+(?:at |\.\.\. \d+ more)/.test(line));
  const head = (frame < 0 ? lines : lines.slice(0, frame)).join('\n').trimEnd();
  const named = /^([\w$]+(?:\.[\w$]+)+)(?:: ([\s\S]*))?$/.exec(head);
  const stack = (frame < 0 ? [] : lines.slice(frame))
    .map((line) => /^\s+at (.*)$/.exec(line)?.[1])
    .filter((line) => line !== undefined);
  return named
    ? new JavaError(named[1]!, named[2] ?? null, stack, cause)
    : new JavaError('java.lang.Exception', head, stack, cause);
}
