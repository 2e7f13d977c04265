import type { JavaConstructor } from './link.ts';
import { Throwable } from './throwable.ts';

/** Makes a throwable of a class without running its constructors. */
export function newThrowableOf(type: JavaConstructor, message: string | null, cause: Throwable | null): Throwable {
  const t = new type();
  if (!(t instanceof Throwable)) throw new Error('no throwable');
  t.$message = message;
  t.$cause = cause;
  return t;
}
