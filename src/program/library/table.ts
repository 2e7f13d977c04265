/**
 * The table of library classes: what a program may use, as Java declarations, and what it does, as JavaScript.
 *
 * ```ts
 * library({
 *   package: 'java.util',
 *   stubs: `
 *     public interface List<E> extends Collection<E> {
 *       E get(int index);
 *       static <E> List<E> of(E... elements);
 *       default void sort(Comparator<? super E> c);
 *     }
 *     public class ArrayList<E> implements List<E> { public ArrayList(); public ArrayList(int capacity); … }`,
 *   bodies: {
 *     List: { of(elements: JavaArray) {…}, sort(this: Items, c) {…} },
 *     ArrayList: { $class: ArrayListObject, 'new()'() {…}, 'new(int)'(n) {…}, get(this: Items, index: number) {…} },
 *   },
 * });
 * ```
 *
 * **Stubs** are a .java file without bodies (`;` instead of `{…}`), generics and `throws` and all. Names resolve in the
 * same package, in `import` lines at the top of the text, and in java.lang, java.util, java.util.function, java.io. Constant
 * fields keep their initialiser (`static final int MAX_VALUE = 2147483647;`) and need no body. Top-level classes are found by
 * a scan when the part is registered; the text is parsed when a class of it is first used. Nested classes are written nested.
 * Annotations that mean something here (written before the member, or the class for all of its members):
 * - `@Blocks`: the call may wait (Thread.sleep, SourceContext.collect, execute). Its body is a generator function of
 *   `Wait`s (simulation/task.ts); callers are compiled to generators.
 * - `@CallsBack`: calls functions it is given, which may block. Its body is a generator function that says
 *   `yield* wait(f.accept$Object(x))` for every such call; where no argument blocks it is run to its end at once.
 * - `@NotSimulated`: programs compile; reaching it stops with "not simulated: <name>; the program compiles, and stops here".
 *   A member that is neither abstract nor constant and has no body is treated so, too. Of a class marked so, or `@Open`, members that the
 *   stubs lack are no error of the program, but not simulated.
 *
 * **Bodies** are keyed by class (`Map.Entry` for a nested one), then by member: the bare name where the class declares one
 * member of that name, else `name(Type,Type)` with erased simple types as in the stub: `add(Object)`, `add(int,Object)`,
 * `of(Object[])`; constructors are `new` / `new(int)`. `this` is the receiver (for strings, Integer, Boolean: the JavaScript
 * primitive). Arguments and results are values as flink/api/values.ts says; a varargs parameter is one JavaArray; void
 * bodies return undefined. A constructor body fills `this` in; if it returns something, that is the new object (String, boxes).
 * Static fields without a constant are keyed by name: `out() {…}` is called once per JVM, at the first read.
 * `$class` names the JavaScript class whose instances are the Java objects (fields with initialisers there keep them fast):
 * `String` for java.lang.String, `Number` for Integer. Without it one is made. The prototype may already hold
 * mangled methods (below); they count as bodies.
 *
 * **Names in JavaScript.** A method is `name$T1$T2` with the simple names of the erased parameter types, `_A` per array
 * dimension: `get$int`, `add$Object`, `main$String_A`, `size$` (inner classes by their own simple name: `Entry`). Three are shared with flink/api/values.ts's JavaObject:
 * `$hashCode`, `$equals`, `$toString`. A method that overrides one with another erasure is reachable under both names
 * (`compareTo$Word` and `compareTo$Object`). Instance fields are properties of their own name (`f0`), except those of
 * RESERVED_FIELDS in syntax/names.ts (`message` is `_message`); static methods have the same mangled names on the class object,
 * static fields are `_name` there. Constructors are `$init$T1$T2` on the prototype: `new C().$init$int(3)`.
 * Type variables erase to their bound (`<T extends Comparable<T>>` gives `Comparable`).
 *
 * **Functions.** A lambda is an object of its interface: `f.apply$Object(x)` calls it, default methods are there. To make one in
 * a body: `functional('java.util.Comparator', (a, b) => …)` (link.ts). Interfaces with default methods: their bodies are copied
 * into classes that lack them. `instanceof` is `isInstance(value, 'java.util.List')` (link.ts); it works across JVMs and on strings.
 *
 * **JVM.** `jvm()` of jvm.ts is the current one (clock, stdout, random, per-JVM state through `local`).
 *
 * **Types at run time**: link.ts, `classInfo(value)` (superclass and interfaces with type arguments, fields, methods) and
 * `lambdaInfo(value)` (parameter and return types of the lambda's method: erased for lambdas, as declared for method references,
 * as Flink's TypeExtractor sees them).
 *
 * **User functions** go into a job graph through `serializeFunction(object, adapt)` of serialize.ts.
 *
 * **Throwing**: `throw newThrowable('java.lang.IllegalArgumentException', 'text')` of link.ts.
 */
export interface LibraryPart {
  readonly package: string;
  readonly stubs: string;
  readonly bodies: Readonly<Record<string, ClassBodies>>;
}

/** A body; `this` and the parameters are what its author declares. */
export type Body = (this: never, ...args: never[]) => unknown;

export type HostClass = abstract new (...args: never[]) => object;

export interface ClassBodies {
  readonly $class?: HostClass;
  readonly [member: string]: Body | HostClass | undefined;
}

/** Where a class of the library is declared. */
export interface LibraryEntry {
  readonly qualifiedName: string;
  readonly part: LibraryPart;
}

const byName = new Map<string, LibraryEntry>();
const byPackage = new Map<string, Map<string, LibraryEntry>>();

const DECLARATION = /\b(?:class|interface|enum|record)\s+([A-Za-z_$][\w$]*)/g;

/** Registers a part. Later parts may not declare a class again. */
export function library(part: LibraryPart): void {
  const names = topLevelNames(part.stubs);
  let inPackage = byPackage.get(part.package);
  if (!inPackage) {
    inPackage = new Map();
    byPackage.set(part.package, inPackage);
  }
  for (const name of names) {
    const qualifiedName = part.package === '' ? name : `${part.package}.${name}`;
    if (byName.has(qualifiedName)) throw new Error(`${qualifiedName} is declared twice in the library`);
    const entry = { qualifiedName, part };
    byName.set(qualifiedName, entry);
    inPackage.set(name, entry);
  }
}

/** The entry of a top-level class, by its qualified name. */
export function findEntry(qualifiedName: string): LibraryEntry | undefined {
  return byName.get(qualifiedName);
}

/** Is there a package of that name, or one below it? */
export function hasPackage(name: string): boolean {
  if (byPackage.has(name)) return true;
  for (const known of byPackage.keys()) if (known.startsWith(`${name}.`)) return true;
  return false;
}

/** Simple names of the top-level classes of a package. */
export function classesOf(name: string): readonly string[] {
  return [...(byPackage.get(name)?.keys() ?? [])];
}

/** All qualified names, for completion of imports. */
export function allClasses(): readonly string[] {
  return [...byName.keys()];
}

export function allPackages(): readonly string[] {
  return [...byPackage.keys()];
}

/** Names declared at brace depth 0, skipping comments and strings. */
function topLevelNames(stubs: string): string[] {
  const names: string[] = [];
  const plain = stubs.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"/g, ' ');
  let depth = 0;
  let top = '';
  for (const piece of plain.split(/([{}])/)) {
    if (piece === '{') {
      depth++;
      top += ';';
    } else if (piece === '}') depth--;
    else if (depth === 0) top += piece;
  }
  for (const match of top.matchAll(DECLARATION)) names.push(match[1]!);
  return names;
}
