import type { Env } from './check/env.ts';
import { methodsNamed } from './check/members.ts';
import { UnitScope } from './check/scope.ts';
import {
  type ClassSymbol,
  type FieldSymbol,
  type MethodSymbol,
  show,
  type Type,
  type VariableSymbol,
} from './check/types.ts';
import { libraryUniverse } from './check/universe.ts';
import { type CheckedProgram, check, type Diagnostic, type SourceFile, toDiagnostics } from './compile.ts';
import { allClasses, allPackages, classesOf } from './library/table.ts';
import type { CompilationUnit, Expr } from './syntax/ast.ts';
import { type AnyNode, walk } from './syntax/walk.ts';

/** What an editor asks of Java sources: problems while typing, completion, hover. The same table as the compiler's. */

export interface CompletionItem {
  readonly label: string;
  readonly kind: 'class' | 'method' | 'field' | 'variable' | 'keyword' | 'package';
  readonly detail?: string;
  readonly insertText?: string;
}
export interface HoverText {
  /** Markdown. */
  readonly text: string;
}

/** Problems of all sources; type errors are looked for although there are syntax errors. */
export function diagnose(sources: readonly SourceFile[]): Diagnostic[] {
  return toDiagnostics(check(sources, true).problems, sources);
}

const KEYWORDS =
  'abstract boolean break byte case catch char class continue default do double else enum extends final finally float for if implements import instanceof int interface long new null private protected public return short static super switch this throw throws true false try void while'.split(
    ' ',
  );

/** Completions at an offset of one of the sources. */
export function complete(sources: readonly SourceFile[], file: string, offset: number): CompletionItem[] {
  const source = sources.find((s) => s.file === file);
  if (!source) return [];
  const before = source.text.slice(0, offset);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const imported = /^\s*import\s+(?:static\s+)?([\w.]*)$/.exec(line);
  if (imported) return completeImport(imported[1]!);
  const typed = /[\w$]*$/.exec(before)![0];
  const at = offset - typed.length;
  if (source.text[at - 1] === '.') return completeMember(sources, source, at, typed);
  return completeName(sources, source, at, typed);
}

function completeImport(text: string): CompletionItem[] {
  const dot = text.lastIndexOf('.');
  const packageName = dot < 0 ? '' : text.slice(0, dot);
  const rest = text.slice(dot + 1);
  const items: CompletionItem[] = classesOf(packageName)
    .filter((c) => c.startsWith(rest))
    .map((c) => ({ label: c, kind: 'class', detail: `${packageName}.${c}` }));
  const next = new Set<string>();
  for (const p of allPackages()) {
    if (packageName !== '' && !p.startsWith(`${packageName}.`)) continue;
    const part = p.slice(packageName === '' ? 0 : packageName.length + 1).split('.')[0]!;
    if (part.startsWith(rest)) next.add(part);
  }
  return [...items, ...[...next].map((label): CompletionItem => ({ label, kind: 'package' }))];
}

/** Members of what stands before the dot: the source is checked with a name of our own put in its place. */
function completeMember(
  sources: readonly SourceFile[],
  source: SourceFile,
  at: number,
  typed: string,
): CompletionItem[] {
  const marker = 'millrace$here';
  const tail = source.text.slice(at + typed.length);
  // The statement may be incomplete; a semicolon closes it where the line ends.
  const restOfLine = tail.slice(0, tail.indexOf('\n') < 0 ? tail.length : tail.indexOf('\n'));
  const closing = /^\s*$/.test(restOfLine) ? closers(source.text.slice(0, at)) : '';
  const text = `${source.text.slice(0, at)}${marker}${closing}${tail}`;
  const program = check(
    sources.map((s) => (s === source ? { file: s.file, text } : s)),
    true,
  );
  const unit = program.units.find((u) => u.file === source.file);
  const target = unit ? findTarget(unit, marker) : null;
  if (!target) return [];
  const isType =
    (target.k === 'Name' || target.k === 'Select') && target.symbol !== undefined && target.symbol.kind === 'class';
  const type = target.type ?? (isType ? typeOf(target) : null);
  if (!type) return [];
  return membersOf(type, isType, program).filter((i) => i.label.startsWith(typed));
}
function typeOf(e: Expr): Type | null {
  const s = (e as { symbol?: { kind: string } }).symbol;
  return s?.kind === 'class' ? { kind: 'class', symbol: s as unknown as ClassSymbol, args: [] } : null;
}
/** Parentheses that are open on the last line, closed, and a semicolon. */
function closers(before: string): string {
  const line = before.slice(Math.max(before.lastIndexOf(';'), before.lastIndexOf('{'), before.lastIndexOf('}')) + 1);
  let depth = 0;
  for (const c of line.replace(/"(?:[^"\\]|\\.)*"/g, '')) depth += c === '(' ? 1 : c === ')' ? -1 : 0;
  return `${')'.repeat(Math.max(0, depth))};`;
}
function findTarget(unit: CompilationUnit, marker: string): Expr | null {
  let found: Expr | null = null;
  const visit = (n: AnyNode): undefined => {
    if ((n.k === 'Select' || n.k === 'Call') && n.name === marker && n.target) found = n.target;
    return undefined;
  };
  for (const c of unit.classes) walk(c, visit);
  return found;
}

function signature(m: MethodSymbol): string {
  const generic = m.typeParameters.length > 0 ? `<${m.typeParameters.map((p) => p.name).join(', ')}> ` : '';
  const params = m.parameters.map((p, i) => {
    const last = m.varargs && i === m.parameters.length - 1 && p.type.kind === 'array';
    return `${last && p.type.kind === 'array' ? `${show(p.type.of)}...` : show(p.type)} ${p.name}`;
  });
  const name = m.name === '<init>' ? m.owner.name : m.name;
  return `${generic}${m.name === '<init>' ? '' : `${show(m.returnType)} `}${name}(${params.join(', ')})`;
}

function membersOf(type: Type, staticOnly: boolean, program: CheckedProgram): CompletionItem[] {
  const items = new Map<string, CompletionItem>();
  const symbols: ClassSymbol[] = [];
  if (type.kind === 'class') symbols.push(type.symbol);
  else if (type.kind === 'variable') for (const b of type.bounds) if (b.kind === 'class') symbols.push(b.symbol);
  if (type.kind === 'array') items.set('length', { label: 'length', kind: 'field', detail: 'int' });
  const relations = program.checker.relations;
  for (const symbol of symbols) {
    for (const s of symbol.supertypes()) {
      if (!staticOnly || s === symbol || !s.isInterface) {
        for (const f of s.fields.values()) {
          if (f.flags.has('private') && s.isLibrary) continue;
          if (staticOnly && !f.flags.has('static')) continue;
          if (!items.has(f.name)) items.set(f.name, { label: f.name, kind: 'field', detail: show(f.type) });
        }
      }
      for (const name of s.methods.keys()) {
        if (items.has(name)) continue;
        const methods = methodsNamed(symbol, name, relations).filter(
          (m) => (!staticOnly || m.flags.has('static')) && !(m.flags.has('private') && m.owner.isLibrary),
        );
        const first = methods[0];
        if (!first) continue;
        const more = methods.length > 1 ? ` (+${methods.length - 1})` : '';
        items.set(name, {
          label: name,
          kind: 'method',
          detail: signature(first) + more,
          insertText: first.parameters.length === 0 && methods.length === 1 ? `${name}()` : name,
        });
      }
      if (staticOnly)
        for (const c of s.classes.values())
          items.set(c.name, { label: c.name, kind: 'class', detail: c.qualifiedName });
    }
    if (staticOnly) items.set('class', { label: 'class', kind: 'keyword' });
  }
  return [...items.values()].sort((a, b) => (a.label < b.label ? -1 : 1));
}

/** Variables in reach, members of the class around, classes, keywords. */
function completeName(sources: readonly SourceFile[], source: SourceFile, at: number, typed: string): CompletionItem[] {
  const program = check(sources, true);
  const unit = program.units.find((u) => u.file === source.file);
  const items = new Map<string, CompletionItem>();
  const add = (item: CompletionItem): void => {
    if (item.label.startsWith(typed) && !items.has(item.label)) items.set(item.label, item);
  };
  if (unit) {
    for (const v of variablesAt(unit, at)) add({ label: v.name, kind: 'variable', detail: show(v.type) });
    const around = classAt(unit, at);
    if (around) for (const i of membersOf(around.thisType, false, program)) add(i);
    for (const c of program.classes) if (!c.isAnonymous) add({ label: c.name, kind: 'class', detail: c.qualifiedName });
    const scope = new UnitScope(unit, program.checker.universe);
    for (const name of scope.importedNames) add({ label: name, kind: 'class' });
    for (const star of scope.stars)
      for (const name of classesOf(star)) add({ label: name, kind: 'class', detail: `${star}.${name}` });
  }
  if (typed.length >= 2)
    for (const name of allClasses()) add({ label: name.slice(name.lastIndexOf('.') + 1), kind: 'class', detail: name });
  for (const k of KEYWORDS) add({ label: k, kind: 'keyword' });
  return [...items.values()];
}

function variablesAt(unit: CompilationUnit, at: number): VariableSymbol[] {
  const found: VariableSymbol[] = [];
  const visit = (n: AnyNode): boolean | undefined => {
    if (n.k === 'Block' && (n.at > at || n.end < at)) return false;
    if (n.k === 'Local' && n.at < at) for (const v of n.variables) if (v.symbol) found.push(v.symbol);
    if (n.k === 'ForEach' && n.at < at && n.symbol) found.push(n.symbol);
    if (n.k === 'Lambda' && n.start <= at && n.end >= at) found.push(...(n.variables ?? []));
    if (n.k === 'Class') {
      for (const m of n.members)
        if (m.k === 'Method' && m.body && m.body.at <= at && m.body.end >= at) found.push(...(m.variables ?? []));
    }
    return undefined;
  };
  for (const c of unit.classes) walk(c, visit);
  return found;
}
function classAt(unit: CompilationUnit, at: number): ClassSymbol | null {
  let found: ClassSymbol | null = null;
  for (const c of unit.classes) {
    walk(c, (n) => {
      if (n.k === 'Class' && n.at <= at && n.end >= at && n.symbol) found = n.symbol;
      return undefined;
    });
  }
  return found;
}

/** What the name at an offset is: its type, or the signature of the method. */
export function hover(sources: readonly SourceFile[], file: string, offset: number): HoverText | null {
  const program = check(sources, true);
  const unit = program.units.find((u) => u.file === file);
  if (!unit) return null;
  let text: string | null = null;
  const code = (java: string): void => {
    text = `\`\`\`java\n${java}\n\`\`\``;
  };
  const visit = (n: AnyNode): undefined => {
    if (n.k === 'Name' && n.start <= offset && offset <= n.end) describe(n.symbol, n.type);
    else if (n.k === 'Select' && n.end - n.name.length <= offset && offset <= n.end) describe(n.symbol, n.type);
    else if (n.k === 'Call' && n.method) {
      const from = unit.text.startsWith('.', n.nameAt) ? unit.text.indexOf(n.name, n.nameAt) : n.nameAt;
      if (from <= offset && offset <= from + n.name.length)
        code(
          `${signature(n.method)}\n// ${n.method.owner.qualifiedName}${n.type && n.type.kind !== 'void' ? `, here ${show(n.type)}` : ''}`,
        );
    } else if (n.k === 'New' && n.start <= offset && offset <= n.class.at + nameLength(n))
      code(n.constructor$ ? signature(n.constructor$) : `new ${n.type ? show(n.type) : ''}`);
    else if (n.k === 'Local') {
      for (const v of n.variables)
        if (v.at <= offset && offset <= v.at + v.name.length && v.symbol) code(`${show(v.symbol.type)} ${v.name}`);
    }
    return undefined;
  };
  const describe = (
    s: VariableSymbol | FieldSymbol | ClassSymbol | { readonly kind: 'package' | 'length' } | undefined,
    type: Type | undefined,
  ): void => {
    if (!s) return;
    if (s.kind === 'class')
      code(
        `${s.classKind} ${s.qualifiedName}${s.typeParameters.length > 0 ? `<${s.typeParameters.map((p) => p.name).join(', ')}>` : ''}`,
      );
    else if (s.kind === 'field') code(`${show(type ?? s.type)} ${s.owner.name}.${s.name}`);
    else if (s.kind === 'local' || s.kind === 'parameter') code(`${show(type ?? s.type)} ${s.name}`);
  };
  for (const c of unit.classes) walk(c, visit);
  if (text) return { text };
  // Types as written.
  const word = /[\w$]*$/.exec(unit.text.slice(0, offset))![0] + /^[\w$]*/.exec(unit.text.slice(offset))![0];
  if (/^[A-Z]/.test(word)) {
    const found = new UnitScope(unit, program.checker.universe).find(word);
    if (found)
      code(
        `${found.classKind} ${found.qualifiedName}${found.typeParameters.length > 0 ? `<${found.typeParameters.map((p) => p.name).join(', ')}>` : ''}`,
      );
  }
  return text === null ? null : { text };
}
function nameLength(n: Expr & { k: 'New' }): number {
  return n.class.k === 'TName' ? n.class.parts[n.class.parts.length - 1]!.name.length : 0;
}

export { libraryUniverse };
