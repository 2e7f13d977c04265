import type { JvmRef } from '../flink/api/functions.ts';
import type { ExecutionContext, FindResource, Jar, LoadedProgram } from '../flink/api/jar.ts';
import { ProgramControl } from '../flink/api/jar.ts';
import { copy } from '../flink/api/values.ts';
import type { Task } from '../simulation/task.ts';
import { arrayOf, componentOf, PRIMITIVES } from './arrays.ts';
import { functionalMethod } from './check/members.ts';
import { type ClassSymbol, erasure, methodKey, type Type } from './check/types.ts';
import { isSerializable } from './codegen/frames.ts';
import type { GeneratedLambda, GeneratedProgram } from './codegen/generator.ts';
import { support } from './codegen/support.ts';
import { type HostFuel, ProgramFuel } from './fuel.ts';
import { Heap } from './heap.ts';
import { createJvm, enter, type Jvm } from './jvm.ts';
import {
  announcePrototype,
  defineClass,
  type JavaConstructor,
  type LambdaMeta,
  lambdaClass,
  linkClass,
  linkSymbol,
  newThrowable,
  setProgram,
} from './link.ts';
import { classObject, type RuntimeType, runtimeType } from './runtime-types.ts';
import type { LoadedClasses } from './serialize.ts';
import { allThreadsEnded, asFirstThread } from './threads.ts';
import { registerSource, toJavaError } from './throwable.ts';

let scripts = 0;

/** Classes whose objects are JavaScript primitives, or are made without their class being named. */
const CORE = [
  'java.lang.Object',
  'java.lang.String',
  'java.lang.Integer',
  'java.lang.Boolean',
  'java.lang.Long',
  'java.lang.Double',
  'java.lang.Float',
  'java.lang.Short',
  'java.lang.Byte',
  'java.lang.Character',
  'java.lang.Throwable',
  'java.lang.Enum',
  'java.util.AbstractList',
  'java.util.AbstractSet',
  'java.util.AbstractMap',
  'java.util.AbstractMap.SimpleEntry',
];

interface Instance {
  readonly classes: readonly JavaConstructor[];
  readonly lambdas: readonly ((...captured: unknown[]) => unknown)[];
  readonly inits: readonly (undefined | (() => unknown))[];
  /** Makes the next loop turn ask for fuel; how many turns it had still. */
  readonly takeFuel: () => number;
}
type Instantiate = (rt: object) => Instance;

export interface JarOptions {
  readonly name: string;
  readonly mainClass: string | null;
  readonly host: HostFuel | null;
  readonly resources?: FindResource;
  /** Entries of files that are no classes. */
  readonly entries?: Jar['entries'];
}

/** A compiled program as an archive; classes are instantiated per JVM. */
export function createJar(program: GeneratedProgram, options: JarOptions): Jar {
  const byName = new Map(program.classes.map((c, i) => [c.binaryName, i] as const));
  let instantiate: Instantiate | null = null;
  const prepared = (): Instantiate => {
    if (!instantiate) {
      const script = `millrace-program-${++scripts}`;
      registerSource(script, program.map);
      // The script sees nothing but its parameter: every global name it could use is either generated here or part of JavaScript itself.
      instantiate = new Function(`${program.code}\n//# sourceURL=${script}.js`)() as Instantiate;
    }
    return instantiate;
  };
  const metas: (LambdaMeta | undefined)[] = [];
  const loaded = new Map<string, Loaded>();

  class Loaded implements LoadedProgram, LoadedClasses {
    readonly jvm: Jvm;
    readonly #instance: Instance;
    /** By interface, or by the intersection that a lambda is cast to. */
    readonly #lambdaClasses = new Map<
      ClassSymbol | Type,
      new (
        f: unknown,
        meta: LambdaMeta | null,
        captured: readonly unknown[],
      ) => object
    >();

    constructor(ref: JvmRef) {
      const heap = new Heap(
        () => fuel.giveBack(this.#instance.takeFuel()),
        () => this.#instance.classes.flatMap((made) => Object.values(made)),
      );
      const fuel = new ProgramFuel(options.host, heap);
      this.jvm = createJvm(ref, fuel, heap, options.resources ?? (() => null));
      setProgram(this.jvm, this);
      const classNamed = (i: number): ClassSymbol => program.classes[i]!;
      const rt = {
        support,
        fuel: (variables: readonly unknown[]) => this.jvm.fuel.refuel(variables),
        lib: (i: number) => linkSymbol(program.libraries[i]!),
        define: (made: JavaConstructor, i: number) => {
          announcePrototype(classNamed(i), made);
          defineClass(made, classNamed(i), program.relations);
        },
        fn: (id: number, f: unknown, captured: readonly unknown[] = []) => this.#function(id, f, captured),
        classOf: (t: RuntimeType) => classObject(t),
        copy,
        isArray: (value: unknown, component: string) => {
          const own = componentOf(value);
          return own !== null && (own === component || (component === 'java.lang.Object' && !PRIMITIVES.has(own)));
        },
        noMatch: () => newThrowable('java.lang.MatchException', null),
        notInitialised: (i: number) =>
          newThrowable('java.lang.NoClassDefFoundError', `Could not initialize class ${classNamed(i).binaryName}`),
      };
      enter(this.jvm);
      for (const name of CORE) linkClass(name);
      this.#instance = prepared()(rt);
    }

    #function(id: number, f: unknown, captured: readonly unknown[]): object {
      const lambda = program.lambdas[id]!;
      const { type } = lambda.node;
      const interfaces = interfacesOf(type);
      const symbol = interfaces.find((each) => functionalMethod(each, program.relations) !== null);
      if (!symbol) throw new Error('a lambda without an interface');
      const shape = type?.kind === 'intersection' ? type : symbol;
      let made = this.#lambdaClasses.get(shape);
      if (!made) {
        const prototype = symbol.isLibrary
          ? linkSymbol(symbol).prototype
          : this.classNamed(symbol.binaryName)!.constructor.prototype;
        const besides = interfaces.filter((each) => each !== symbol);
        made = lambdaClass(symbol, program.relations, prototype, besides);
        this.#lambdaClasses.set(shape, made);
      }
      let meta = metas[id];
      if (!meta) {
        meta = metaOf(lambda, id, symbol, interfaces.some(isSerializable));
        metas[id] = meta;
      }
      return new made(f, meta, captured);
    }

    classNamed(name: string): { readonly symbol: ClassSymbol; readonly constructor: JavaConstructor } | null {
      const i = byName.get(name);
      if (i === undefined) return null;
      // Whoever asks is about to make an object of it without its constructor; its static fields are there by then.
      this.initialise(i);
      return { symbol: program.classes[i]!, constructor: this.#instance.classes[i]! };
    }
    lambda(id: number, captured: readonly unknown[]): object {
      const owner = program.classes.indexOf(program.lambdas[id]!.owner);
      this.initialise(owner);
      return this.#function(id, this.#instance.lambdas[id]!(...captured), captured);
    }
    initialise(i: number): void {
      this.#instance.inits[i]?.();
    }
    in(ref: JvmRef): LoadedClasses {
      return load(ref);
    }

    hasMain(className: string): boolean {
      return mainOf(className) !== null;
    }
    *main(className: string, args: readonly string[], context: ExecutionContext): Task {
      const i = mainOf(className);
      if (i === null) throw new Error(`${className} has no main`);
      this.jvm.context = context;
      enter(this.jvm);
      try {
        this.initialise(i);
        const type = this.#instance.classes[i]! as Record<string, (args: unknown) => unknown>;
        const main = type.main$String_A!;
        yield* asFirstThread(this.jvm, () => main.call(type, arrayOf('java.lang.String', args)));
        yield* allThreadsEnded(this.jvm);
      } catch (error) {
        enter(this.jvm);
        if (error instanceof ProgramControl) throw error;
        throw toJavaError(error);
      }
    }
  }
  const mainOf = (className: string): number | null => {
    const i = byName.get(className);
    if (i === undefined) return null;
    const found = program.classes[i]!.methods.get('main')?.some(
      (m) => m.flags.has('static') && m.flags.has('public') && methodKey(m) === 'main$String_A',
    );
    return found ? i : null;
  };
  const load = (ref: JvmRef): Loaded => {
    let found = loaded.get(ref.id);
    if (!found) {
      found = new Loaded(ref);
      loaded.set(ref.id, found);
    }
    return found;
  };
  const entries = [
    { path: 'META-INF/', size: 0 },
    { path: 'META-INF/MANIFEST.MF', size: 81 + (options.mainClass ? options.mainClass.length + 13 : 0) },
    ...folders(program.classes).map((path) => ({ path, size: 0 })),
    ...program.classes.map((c) => ({ path: `${c.binaryName.replace(/\./g, '/')}.class`, size: sizeOf(c) })),
    ...(options.entries ?? []),
  ];
  return {
    name: options.name,
    mainClass: options.mainClass,
    entries,
    hasClass: (name) => byName.has(name),
    load,
    packaged: (as) => createJar(program, { ...options, ...as }),
  };
}

function folders(classes: readonly ClassSymbol[]): string[] {
  const found = new Set<string>();
  for (const c of classes) {
    const parts = c.packageName === '' ? [] : c.packageName.split('.');
    for (let i = 1; i <= parts.length; i++) found.add(`${parts.slice(0, i).join('/')}/`);
  }
  return [...found].sort();
}
/** Something like the size javac's class file would have. */
function sizeOf(c: ClassSymbol): number {
  const decl = c.decl;
  return 420 + (decl ? Math.round((decl.end - decl.at) * 1.1) : 0);
}

function interfacesOf(t: Type | undefined): ClassSymbol[] {
  if (t?.kind === 'class') return [t.symbol];
  return t?.kind === 'intersection' ? t.types.flatMap(interfacesOf) : [];
}

function metaOf(lambda: GeneratedLambda, id: number, symbol: ClassSymbol, serializable: boolean): LambdaMeta {
  const { node, owner } = lambda;
  const target = node.k === 'MethodRef' ? node.refersTo : null;
  let parameters: RuntimeType[];
  let returns: RuntimeType;
  if (target && node.k === 'MethodRef') {
    // The method referred to, as declared: its generic types are still there.
    const receiver = node.how === 'unbound' && node.paramTypes?.[0] ? [runtimeType(node.paramTypes[0])] : [];
    parameters = [...receiver, ...target.parameters.map((p) => runtimeType(p.type))];
    returns =
      node.how === 'new'
        ? runtimeType({ kind: 'class', symbol: target.owner, args: [] })
        : runtimeType(target.returnType);
  } else {
    parameters = (node.paramTypes ?? []).map((t) => runtimeType(erasure(t)));
    returns = runtimeType(erasure(node.returnType ?? { kind: 'void' }));
  }
  return {
    id,
    info: {
      interface: symbol.binaryName,
      parameters,
      returns,
      kind: node.k === 'Lambda' ? 'lambda' : 'method reference',
    },
    className: `${owner.binaryName}$$Lambda$${id + 1}`,
    serializable,
  };
}
