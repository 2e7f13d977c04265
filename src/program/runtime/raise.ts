/**
 * How the library throws: a class name and a message. Compiled `catch` clauses turn it into the Java exception of that
 * class before they look at its type.
 */
export class Raise extends Error {
  override readonly name = 'Raise';
  constructor(
    /** Binary name: java.lang.NumberFormatException. */
    readonly className: string,
    readonly detail: string | null,
    /** What was thrown before, for `initCause`: a Raise or a Java throwable. */
    readonly causedBy: unknown = null,
  ) {
    super(detail === null ? className : `${className}: ${detail}`);
  }
}

/** Throws a java.lang (or fully named) exception. */
export function raise(className: string, message: string | null = null, causedBy: unknown = null): never {
  throw new Raise(className.includes('.') ? className : `java.lang.${className}`, message, causedBy);
}

/** The one message for what is known but has no simulation. */
export function notSimulated(what: string): never {
  throw new Raise(
    'java.lang.UnsupportedOperationException',
    `not simulated: ${what}; the program compiles, and stops here`,
  );
}

function place(name: string): string {
  const isOfJdk = /^(?:\[+[BCDFIJSZ]$|(?:\[+L)?java\.(?:lang|util|io|time|text|math|nio|net)\.)/.test(name);
  if (isOfJdk) return "module java.base of loader 'bootstrap'";
  return "unnamed module of loader 'app'";
}
/** What a ClassCastException says. */
export function castMessage(from: string, to: string): string {
  const a = place(from);
  const b = place(to);
  const where = a === b ? `${from} and ${to} are in ${a}` : `${from} is in ${a}; ${to} is in ${b}`;
  return `class ${from} cannot be cast to class ${to} (${where})`;
}
