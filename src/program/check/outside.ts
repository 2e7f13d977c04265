import { isFlinkClass } from '../library/flink/names.ts';
import { hasMember, isJdkClass, missingOverloads } from '../library/known-members.ts';
import { classesOf, findEntry } from '../library/table.ts';
import type {
  Block,
  ClassDecl,
  CompilationUnit,
  Declarator,
  Expr,
  Initializer,
  Member,
  Problem,
  Stmt,
  TypeNode,
} from '../syntax/ast.ts';
import { type AnyNode, walk } from '../syntax/walk.ts';
import type { ClassSymbol, Type } from './types.ts';

/**
 * Classes of libraries that exist, but that Millrace knows nothing of (Gson, Redis, the Table API …). A program that uses them compiles;
 * where it uses one, the statement stops with "not simulated". The first check finds the places, the second one sees the program with a
 * `throw` in each of them.
 */

/** Groups whose artifacts teaching programs depend on. What is in none of them is a mistake in the import. */
const GROUPS =
  /^(?:org\.apache\.(?!flink\.)|com\.(?:clearspring|hubspot|google|alibaba|fasterxml|mysql|ververica|typesafe|datastax|mongodb|rabbitmq|zaxxer|codahale|sun|squareup|amazonaws|esotericsoftware|twitter|couchbase|clickhouse|github|beust|dtstack|starrocks)\.|org\.(?:fusesource|opengis|geotools|elasticsearch|slf4j|joda|json|json4s|springframework|bson|codehaus|influxdb|junit|mockito|hamcrest|rocksdb|yaml|postgresql|redisson|mybatis|reactivestreams|quartz|xerial|eclipse|rosuda|jetbrains|reflections|projectlombok|checkerframework|objectweb|w3c|xml|apiguardian|assertj|javatuples|roaringbitmap|ehcache|asynchttpclient|mongodb|neo4j|msgpack|testcontainers)\.|redis\.|io\.(?:netty|vertx|lettuce|grpc|debezium|confluent|minio|pravega|prometheus|github|swagger|micrometer|reactivex|delta|fabric8|javalin|airlift)\.|akka\.|scala\.|kafka\.|avro\.|okhttp3\.|retrofit2\.|ru\.yandex\.|cn\.hutool\.|cc\.blynk\.|net\.(?:openhft|sf|minidev|jodah|agkn|bytebuddy|dongliu|logstash)\.|javax\.|jakarta\.|junit\.|sun\.|jdk\.|redis\.clients\.|nl\.basjes\.|tk\.mybatis\.|ch\.qos\.|oshi\.|groovy\.|kotlin\.|dev\.morphia\.|reactor\.|rx\.)/;

/** Is an unknown class one of a library that exists? */
export function isOutside(qualifiedName: string): boolean {
  if (findEntry(qualifiedName)) return false;
  const dot = qualifiedName.lastIndexOf('.');
  const packageName = qualifiedName.slice(0, dot);
  if (qualifiedName.startsWith('org.apache.flink.')) {
    // A nested class by its own import: the class around it decides.
    if (/(?:^|\.)[A-Z]\w*$/.test(packageName)) return !findEntry(packageName) && isOutside(packageName);
    return isFlinkClass(qualifiedName) || classesOf(packageName).length === 0;
  }
  if (qualifiedName.startsWith('java.')) return isJdkClass(qualifiedName);
  return GROUPS.test(qualifiedName) && !classesOf(packageName).some((known) => /^[a-z]/.test(known));
}

/** Is a class of the JDK or of Flink known to exist, though it is not simulated? (Of other libraries only packages are known.) */
export function isListed(qualifiedName: string): boolean {
  return isJdkClass(qualifiedName) || isFlinkClass(qualifiedName);
}

/** An argument of a call, as far as its type is known before the method is chosen. */
type Argument = { readonly k: string; readonly type?: Type };

/**
 * Does a class of the table lack a member that the real class has (or may have, where the stubs are marked `@Open`)? With `args`
 * also an overload that they would fit. What is missing so is not simulated, and no mistake of the program.
 * @param name of a field, method or nested class; `<init>` for constructors
 */
export function lacks(symbol: ClassSymbol, name: string, args: readonly Argument[] | null = null): boolean {
  for (const s of name === '<init>' ? [symbol] : symbol.supertypes()) {
    if (!s.isLibrary) continue;
    for (let around: ClassSymbol | null = s; around; around = around.owner)
      if (around.annotations.has('NotSimulated') || around.annotations.has('Open')) return symbol.isLibrary;
    if (hasMember(s.binaryName, name)) return true;
    if (args && missingOverloads(s.binaryName, name).some((parameters) => mayFit(parameters, args))) return true;
  }
  return false;
}

const PRIMITIVES = new Set(['int', 'long', 'double', 'float', 'short', 'byte', 'char', 'boolean']);

function mayFit(parameters: readonly string[], args: readonly Argument[]): boolean {
  if (parameters.at(-1)?.endsWith('[]') && args.length >= parameters.length) return true;
  if (parameters.length !== args.length) return false;
  return args.every(({ type }, i) => {
    if (type === undefined || type.kind === 'error' || type.kind === 'variable') return true;
    const parameter = parameters[i]!;
    const isNumber = PRIMITIVES.has(parameter);
    switch (type.kind) {
      case 'primitive':
        return parameter === 'Object' || (isNumber && (parameter === 'boolean') === (type.name === 'boolean'));
      case 'null':
        return !isNumber;
      case 'array':
        return parameter.endsWith('[]') || parameter === 'Object';
      case 'class': {
        const names = [...type.symbol.supertypes()].map((s) => s.name);
        return isNumber ? BOXES.has(type.symbol.binaryName) : names.includes(parameter) || parameter === 'Object';
      }
      default:
        return true;
    }
  });
}
const BOXES = new Set(
  ['Integer', 'Long', 'Double', 'Float', 'Short', 'Byte', 'Character', 'Boolean'].map((name) => `java.lang.${name}`),
);

/** The class of such a library that a qualified name begins with: `java.time.temporal.ChronoUnit` of `….ChronoUnit.DAYS`. */
export function outsidePrefix(name: string): string | null {
  for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
    const prefix = name.slice(0, end);
    if (/(?:^|\.)[A-Z]\w*$/.test(prefix) && isOutside(prefix)) return prefix;
  }
  return null;
}

/** Where a program names such a class. */
export interface OutsideUse {
  readonly unit: CompilationUnit;
  readonly at: number;
  readonly end: number;
  readonly name: string;
}

/** Positions of what is not simulated, with the class it is for: statements, method bodies, declarators, classes. */
export type Stops = Map<number, string>;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** What the first check found in a file: the places that stop, and the errors that only follow from unknown classes. */
export interface Outside {
  readonly stops: Stops;
  follows(problem: Problem): boolean;
}

/** Of one file; `poisoned` are classes that extend something unknown, in any file. */
export function findOutside(
  unit: CompilationUnit,
  uses: readonly OutsideUse[],
  poisoned: ReadonlyMap<ClassSymbol, string>,
): Outside {
  const at = new Map(uses.map((use) => [use.at, use.name]));
  const stops: Stops = new Map();
  const ranges: Range[] = [];
  /** @param found '' where only the types are unknown: they may be so for a mistake, whose error stays then */
  const stop = (position: number, found: string, name: string, from: number, to: number): void => {
    stops.set(position, name);
    if (found !== '') ranges.push({ from, to });
  };
  const between = (from: number, to: number): string | null => {
    for (const [position, name] of at) if (position >= from && position < to) return name;
    return null;
  };
  const named = (type: TypeNode | null): string | null => {
    if (!type) return null;
    switch (type.k) {
      case 'TName':
        for (const part of type.parts) {
          const found = at.get(part.at);
          if (found) return found;
          for (const arg of part.args ?? []) {
            const inside = named(arg);
            if (inside) return inside;
          }
        }
        return null;
      case 'TArray':
        return named(type.of);
      case 'TWildcard':
        return named(type.type);
      default:
        return null;
    }
  };
  /** The unknown class that an expression or statement itself uses, its blocks and classes aside. */
  const within = (node: AnyNode): string | null => {
    let found: string | null = null;
    walk(node, (n) => {
      if (found !== null) return false;
      if (n !== node && (n.k === 'Block' || n.k === 'Class')) return false;
      found = useOf(n);
      return found === null ? undefined : false;
    });
    return found;
  };
  const useOf = (n: AnyNode): string | null => {
    switch (n.k) {
      case 'Name':
        return at.get(n.at) ?? unknownType(n);
      case 'Select':
      case 'Index':
        return at.get(n.at) ?? (n.k === 'Select' ? at.get(n.start) : undefined) ?? unknownType(n);
      case 'Call':
        return at.get(n.nameAt) ?? (n.type?.kind === 'error' && !n.target ? '' : null);
      case 'New': {
        const own = named(n.class);
        if (own) return own;
        const symbol = n.type?.kind === 'class' ? n.type.symbol : null;
        for (let s = symbol; s; s = s.superclass?.symbol ?? null) {
          const base = poisoned.get(s);
          if (base) return base;
        }
        return null;
      }
      case 'Cast':
        return named(n.to);
      case 'InstanceOf':
        return named(n.test);
      case 'NewArray':
        return named(n.element);
      case 'ClassLiteral':
        return named(n.of);
      case 'MethodRef':
        return named(n.targetType);
      case 'Local':
        return named(n.type);
      case 'ForEach':
        return named(n.type);
      case 'Try': {
        for (const c of n.catches) for (const t of c.types) if (named(t)) return named(t);
        return null;
      }
      default:
        return null;
    }
  };
  const unknownType = (n: Expr): string | null => (n.type?.kind === 'error' ? '' : null);
  const lastName = uses[0]?.name ?? '';

  const statements = (block: Block): void => {
    for (const [i, statement] of block.statements.entries()) {
      const to = block.statements[i + 1]?.at ?? block.end;
      const found = within(statement);
      if (found !== null) stop(statement.at, found, found || between(statement.at, to) || lastName, statement.at, to);
    }
  };
  const classes = (decl: ClassDecl): void => {
    const base = decl.symbol ? poisoned.get(decl.symbol) : undefined;
    if (base) {
      stop(decl.at, base, base, decl.at, decl.end);
      for (const member of decl.members) if (member.k === 'Method' && member.body) stops.set(member.body.at, base);
    }
    for (const member of decl.members) {
      if (member.k === 'Method') {
        const name =
          named(member.returnType) ?? member.parameters.map((p) => named(p.type)).find((n) => n !== null) ?? null;
        if (name && member.body) {
          stop(member.body.at, name, name, member.at, member.body.end);
          ranges.push({ from: member.returnType?.at ?? member.at, to: member.body.end });
        }
      } else if (member.k === 'Field') {
        const type = named(member.type);
        for (const v of member.variables) {
          const name = v.init ? (type ?? within(v.init)) : null;
          if (name !== null && v.init) stop(v.at, name, name || lastName, v.at, Math.max(v.init.end, v.at + 1));
        }
      }
    }
  };
  for (const decl of unit.classes) {
    walk(decl, (n) => {
      if (n.k === 'Block') statements(n);
      else if (n.k === 'Class') classes(n);
      return undefined;
    });
  }
  return {
    stops,
    follows: (problem) => ranges.some((range) => problem.at >= range.from && problem.at < range.to),
  };
}

/** Classes whose superclass or interface is unknown. */
export function poisonedClasses(
  units: readonly CompilationUnit[],
  uses: readonly OutsideUse[],
): Map<ClassSymbol, string> {
  const found = new Map<ClassSymbol, string>();
  for (const unit of units) {
    const at = new Map(uses.filter((use) => use.unit.file === unit.file).map((use) => [use.at, use.name]));
    for (const decl of unit.classes) {
      walk(decl, (n) => {
        if (n.k !== 'Class' || !n.symbol) return undefined;
        for (const type of [n.extends, ...n.implements]) {
          const name = type?.k === 'TName' ? at.get(type.parts[0]!.at) : undefined;
          if (name) found.set(n.symbol, name);
        }
        return undefined;
      });
    }
  }
  return found;
}

/** Puts a `throw` in each of the places. */
export function applyStops(unit: CompilationUnit, stops: Stops): void {
  const inClass = (decl: ClassDecl): void => {
    const members = decl.members;
    const later: { readonly after: number; readonly stop: Initializer }[] = [];
    const base = stops.get(decl.at);
    for (const [i, member] of members.entries()) {
      if (member.k === 'Method' && member.body) {
        const name = stops.get(member.body.at);
        if (name) members[i] = { ...member, body: { ...member.body, statements: [thrown(member.body.at, name)] } };
      } else if (member.k === 'Field') {
        const name = member.variables.map((v) => stops.get(v.at)).find((n) => n !== undefined);
        if (!name) continue;
        const variables = member.variables.map((v): Declarator => (stops.has(v.at) ? { ...v, init: null } : v));
        members[i] = { ...member, variables } satisfies Member;
        const isStatic = member.modifiers.flags.has('static');
        if (decl.kind !== 'interface') later.push({ after: i, stop: initializer(member.at, isStatic, name) });
      }
    }
    // In place: initialisers run in the order of the source.
    for (const { after, stop } of later.reverse()) members.splice(after + 1, 0, stop);
    if (base && decl.kind !== 'interface') members.push(initializer(decl.at, false, base));
  };
  for (const decl of unit.classes) {
    walk(decl, (n) => {
      if (n.k === 'Class') inClass(n);
      else if (n.k === 'Block') {
        const list = n.statements as Stmt[];
        const i = list.findIndex((statement) => stops.has(statement.at));
        if (i >= 0) list.splice(i, list.length - i, thrown(list[i]!.at, stops.get(list[i]!.at)!));
      }
      return undefined;
    });
  }
}

function initializer(at: number, isStatic: boolean, name: string): Initializer {
  return { k: 'Initializer', at, isStatic, body: { k: 'Block', at, end: at + 1, statements: [thrown(at, name)] } };
}

/** `throw new UnsupportedOperationException("not simulated: …")` */
function thrown(at: number, name: string): Stmt {
  const position = { at, start: at, end: at + 1 };
  const parts = ['java', 'lang', 'UnsupportedOperationException'].map((part) => ({ name: part, args: null, at }));
  return {
    k: 'Throw',
    at,
    value: {
      k: 'New',
      ...position,
      outer: null,
      class: { k: 'TName', at, parts },
      args: [
        {
          k: 'Literal',
          ...position,
          of: 'string',
          value: `not simulated: ${name}; the program compiles, and stops here`,
        },
      ],
      body: null,
    },
  };
}
