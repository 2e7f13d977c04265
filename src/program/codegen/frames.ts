import { hashCode } from '../../flink/api/values.ts';
import { overrides } from '../check/members.ts';
import type { Relations } from '../check/relations.ts';
import { type ClassSymbol, erasure, type MethodSymbol, show, type Type } from '../check/types.ts';
import type { ClassDecl, Lambda, MethodRef } from '../syntax/ast.ts';
import { type AnyNode, walk } from '../syntax/walk.ts';

/** Does javac make a method of its own for the reference? The others call what they refer to, without a frame between. */
export function isDesugared(ref: MethodRef): boolean {
  if (ref.how === 'newArray' || ref.how === 'super' || ref.varargsFrom !== undefined) return true;
  if (ref.how !== 'new' || !ref.refersTo) return false;
  const { outerThis, captures } = ref.refersTo.owner;
  return outerThis !== null || captures.length > 0;
}

/**
 * Names of the methods that javac makes of a class's own lambdas: `lambda$main$0`, or `lambda$main$95f17bfa$1` where the interface is
 * serializable (LambdaToMethod): a hash of where it stands and what it captures, then a count. What stands inside a lambda comes before it.
 */
export function lambdaNames(decl: ClassDecl): Map<Lambda | MethodRef, string> {
  const names = new Map<Lambda | MethodRef, string>();
  const counts = new Map<string, number>();
  let plain = 0;
  const visitIn = (node: AnyNode | null, place: Place): void => {
    const name = (e: Lambda | MethodRef): void => {
      const head = `lambda$${place.label}`;
      if (!isSerializableLambda(e)) {
        names.set(e, `${head}$${plain++}`);
        return;
      }
      const prefix = `${head}$${(hashCode(distinction(e, place)) >>> 0).toString(16)}`;
      const count = (counts.get(prefix) ?? 0) + 1;
      counts.set(prefix, count);
      names.set(e, `${prefix}$${count}`);
    };
    if (!node) return;
    walk(node, (at) => {
      if (at.k === 'Class') return false;
      if (at.k === 'Local') {
        for (const v of at.variables) visitIn(v.init, { ...place, variable: v.name });
        return false;
      }
      if (at.k === 'Lambda') {
        visitIn(at.body, { ...place, variable: null });
        name(at);
        return false;
      }
      if (at.k === 'MethodRef' && isDesugared(at)) name(at);
      return true;
    });
  };
  const initialiser = (isStatic: boolean): Place => {
    const made = isStatic ? undefined : decl.symbol?.constructors[0];
    return {
      label: lambdaLabel(isStatic ? '<clinit>' : '<init>'),
      signature: made ? signature(made) : '()V',
      variable: null,
    };
  };
  for (const constant of decl.constants) for (const each of constant.args) visitIn(each, initialiser(true));
  for (const m of decl.members) {
    if (m.k === 'Method' && m.symbol) {
      visitIn(m.body, { label: lambdaLabel(m.name), signature: signature(m.symbol), variable: null });
    } else if (m.k === 'Initializer') visitIn(m.body, initialiser(m.isStatic));
    else if (m.k === 'Field')
      for (const v of m.variables)
        visitIn(v.init, { ...initialiser(v.field?.flags.has('static') === true), variable: v.name });
  }
  return names;
}

/** Where a lambda stands. */
interface Place {
  readonly label: string;
  /** Descriptor of the method around it. */
  readonly signature: string;
  /** The variable in whose initialiser it stands. */
  readonly variable: string | null;
}

function isSerializableLambda({ type }: Lambda | MethodRef): boolean {
  const types = type?.kind === 'intersection' ? type.types : type ? [type] : [];
  return types.some((t) => t.kind === 'class' && isSerializable(t.symbol));
}
/** Does the class say that it implements java.io.Serializable? */
export function isSerializable(symbol: ClassSymbol): boolean {
  for (const s of symbol.supertypes()) if (s.binaryName === 'java.io.Serializable') return true;
  return false;
}
/** LambdaTranslationContext.serializedLambdaDisambiguation. */
function distinction(e: Lambda | MethodRef, { signature, variable }: Place): string {
  const captured = (e.k === 'Lambda' && e.captures?.variables) || [];
  return [
    `${signature}:${e.method?.owner.binaryName} `,
    variable === null ? '' : `${variable}=`,
    ...captured.map((v) => `${descriptor(v.type)} ${v.name},`),
  ].join('');
}
function signature(m: MethodSymbol): string {
  const result = m.name === '<init>' ? 'V' : descriptor(m.returnType);
  return `(${m.parameters.map((p) => descriptor(p.type)).join('')})${result}`;
}
const LETTERS: Readonly<Record<string, string>> = {
  int: 'I',
  long: 'J',
  double: 'D',
  float: 'F',
  short: 'S',
  byte: 'B',
  char: 'C',
  boolean: 'Z',
};
function descriptor(type: Type): string {
  const t = erasure(type);
  switch (t.kind) {
    case 'primitive':
      return LETTERS[t.name]!;
    case 'array':
      return `[${descriptor(t.of)}`;
    case 'class':
      return `L${t.symbol.binaryName.replaceAll('.', '/')};`;
    default:
      return t.kind === 'void' ? 'V' : 'Ljava/lang/Object;';
  }
}
/** How the names of lambdas name the method around them. */
export function lambdaLabel(method: string): string {
  if (method === '<init>') return 'new';
  return method === '<clinit>' ? 'static' : method;
}

/** Does javac make a bridge to the method: is what it overrides of another erasure? */
export function isBridged(m: MethodSymbol, relations: Relations): boolean {
  if (m.flags.has('static') || m.flags.has('private')) return false;
  const erased = (of: MethodSymbol): string =>
    [...of.parameters.map((p) => p.type), of.returnType].map((t: Type) => show(erasure(t))).join();
  const own = erased(m);
  for (const s of m.owner.supertypes()) {
    if (s === m.owner) continue;
    for (const o of s.methods.get(m.name) ?? [])
      if (!o.flags.has('static') && erased(o) !== own && overrides(m, o, m.owner, relations)) return true;
  }
  return false;
}
