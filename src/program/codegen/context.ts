import type { Relations } from '../check/relations.ts';
import { type ClassSymbol, erasure, type MethodSymbol, type Type, type VariableSymbol } from '../check/types.ts';
import type { Captures, CompilationUnit, Constant, Node } from '../syntax/ast.ts';
import { marker } from '../syntax/names.ts';
import type { Blocking } from './blocking.ts';
import type { Initialisers } from './string-identity.ts';

/** A JavaScript function that is being written. */
export interface Fn {
  readonly class: ClassSymbol;
  readonly unit: CompilationUnit;
  /** How `this` of the Java class is reached. */
  readonly self: string;
  readonly captures: Captures | null;
  readonly isGenerator: boolean;
  /** Temporaries used; declared at the head. */
  temps: number;
  readonly method: number;
  /** Name of the method around it, as the names of its lambdas have it. */
  readonly label: string;
}

export interface MethodPlace {
  /** `lab.Main.main`; empty for code that has no frame. */
  name: string;
  readonly file: string;
  /** Line of javac's bridge method, through which the library calls this one. */
  bridge?: number;
  /** Instance initialisers: javac writes them into the constructors. */
  isInitialiser?: true;
}

const RESERVED: ReadonlySet<string> = new Set(
  `arguments await async break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null of package private protected public return
  static super switch this throw true try typeof undefined var void while with yield NaN Infinity Number Math String
  Object Array`.split(/\s+/),
);

/** Names, tables and small pieces that all of the generator shares. */
export class Context {
  readonly methods: MethodPlace[] = [];
  readonly classIds = new Map<ClassSymbol, number>();
  readonly libraries = new Map<ClassSymbol, string>();
  readonly #lineStarts = new Map<CompilationUnit, number[]>();
  /** Of local variables, as their declarations are met. */
  readonly initialisers: Initialisers = new WeakMap();

  constructor(
    readonly relations: Relations,
    readonly blocking: Blocking,
  ) {}

  lineOf(unit: CompilationUnit, offset: number): number {
    let starts = this.#lineStarts.get(unit);
    if (!starts) {
      starts = [0];
      for (let i = unit.text.indexOf('\n'); i >= 0; i = unit.text.indexOf('\n', i + 1)) starts.push(i + 1);
      this.#lineStarts.set(unit, starts);
    }
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if (starts[mid]! <= offset) low = mid;
      else high = mid - 1;
    }
    return low + 1;
  }
  /** Marks that the code after it comes from the node's line; layout.ts turns marks into lines. */
  mark(node: Node | number, fn: Fn): string {
    const at = typeof node === 'number' ? node : node.at;
    return `\u0001${this.lineOf(fn.unit, at)}\u0002`;
  }
  place(name: string, unit: CompilationUnit): number {
    this.methods.push({ name, file: unit.file.slice(unit.file.lastIndexOf('/') + 1) });
    return this.methods.length - 1;
  }
  enterMethod(method: number): string {
    return `\u0001M${method}\u0002`;
  }

  temp(fn: Fn): string {
    fn.temps++;
    return `$${fn.temps}`;
  }

  classId(c: ClassSymbol): number {
    const id = this.classIds.get(c);
    if (id === undefined) throw new Error(`class ${c.binaryName} is not part of the program`);
    return id;
  }
  /** The class object, without making sure that it is initialised. */
  classRef(c: ClassSymbol): string {
    if (!c.isLibrary) return `$C${this.classId(c)}`;
    let name = this.libraries.get(c);
    if (!name) {
      name = `$L${this.libraries.size}`;
      this.libraries.set(c, name);
    }
    return name;
  }
  readonly #initialised = new Map<ClassSymbol, boolean>();
  /** Has initialising the class an effect? */
  needsInit(c: ClassSymbol): boolean {
    if (c.isLibrary) return false;
    const known = this.#initialised.get(c);
    if (known !== undefined) return known;
    const decl = c.decl!;
    let needs = decl.constants.length > 0;
    for (const m of decl.members) {
      if (m.k === 'Initializer' && m.isStatic) needs = true;
      if (m.k === 'Field')
        for (const v of m.variables) if (v.field?.flags.has('static') && v.init && !v.field.constant) needs = true;
    }
    if (!needs && c.superclass && !c.isInterface) needs = this.needsInit(c.superclass.symbol);
    if (!needs) needs = this.interfacesToInit(c).length > 0;
    this.#initialised.set(c, needs);
    return needs;
  }
  /** Superinterfaces with default methods, which are initialised with a class (JLS 12.4.1). */
  interfacesToInit(c: ClassSymbol): ClassSymbol[] {
    if (c.isInterface || c.isLibrary) return [];
    return [...c.supertypes()].filter((s) => s.isInterface && !s.isLibrary && declaresDefaults(s) && this.needsInit(s));
  }
  /** The class object, initialised (JLS 12.4.1). */
  initialised(c: ClassSymbol, fn: Fn | null): string {
    if (!this.needsInit(c)) return this.classRef(c);
    // A lambda of an interface runs its default methods, too, and initialises nothing.
    if (fn && fn.class === c && !fn.captures && !c.isInterface) return this.classRef(c);
    return `$K${this.classId(c)}()`;
  }
  needsContext(c: ClassSymbol): boolean {
    return !c.isLibrary && (c.outerThis !== null || c.captures.length > 0);
  }
  outerField(c: ClassSymbol): string {
    return `$o${this.classId(c)}`;
  }
  captureField(c: ClassSymbol, v: VariableSymbol): string {
    return `$v${this.classId(c)}_${v.name}`;
  }

  /** Private instance methods have names of their own, so that subclasses cannot override them. */
  methodName(m: MethodSymbol, key: string): string {
    if (m.owner.isLibrary || !m.flags.has('private') || m.flags.has('static') || m.name === '<init>') return key;
    return `${key}$p${this.classId(m.owner)}`;
  }

  local(v: VariableSymbol): string {
    return RESERVED.has(v.name) || v.name.startsWith('$') ? `${v.name}_` : v.name;
  }

  instanceTest(value: string, t: Type): string {
    const e = erasure(t);
    if (e.kind === 'array') return `$isArray(${value}, ${JSON.stringify(component(e.of))})`;
    if (e.kind !== 'class') return 'false';
    if (this.relations.isObject(e)) return `(${value} !== null)`;
    return `(${value}?.${marker(e.symbol.binaryName)} === true)`;
  }
}

function declaresDefaults(c: ClassSymbol): boolean {
  for (const methods of c.methods.values()) {
    for (const { flags } of methods) if (!flags.has('abstract') && !flags.has('static')) return true;
  }
  return false;
}

/** As $component of arrays: `java.lang.String`, `int`, `[int`. */
export function component(t: Type): string {
  const e = erasure(t);
  switch (e.kind) {
    case 'primitive':
      return e.name;
    case 'array':
      return `[${component(e.of)}`;
    case 'class':
      return e.symbol.binaryName;
    default:
      return 'java.lang.Object';
  }
}

export function constantCode(c: Constant, type: Type): string {
  const v = c.value;
  if (typeof v === 'string')
    return JSON.stringify(v)
      .replace(/\u2028/g, '\\u2028')
      .replace(/\u2029/g, '\\u2029');
  if (typeof v === 'bigint') return v < 0n ? `(${v}n)` : `${v}n`;
  if (typeof v === 'boolean') return String(v);
  if (type.kind === 'primitive' && type.name === 'boolean') return v ? 'true' : 'false';
  if (Object.is(v, -0))
    return type.kind === 'primitive' && (type.name === 'double' || type.name === 'float') ? '(-0)' : '0';
  if (Number.isNaN(v)) return 'NaN';
  if (v === Number.POSITIVE_INFINITY) return 'Infinity';
  return v < 0 || v === Number.NEGATIVE_INFINITY ? `(${v})` : String(v);
}

export function defaultValue(t: Type): string {
  if (t.kind !== 'primitive') return 'null';
  return t.name === 'boolean' ? 'false' : '0';
}
