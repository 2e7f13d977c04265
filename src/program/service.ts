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
import type { Universe } from './check/universe.ts';
import { type CheckedProgram, check, type Diagnostic, isScala, type SourceFile, toDiagnostics } from './compile.ts';
import { type CompletionItem, Completions, completePackage, type HoverText, MARKER, wordAt } from './completion.ts';
import { allClasses, classesOf } from './library/table.ts';
import { completeScala } from './scala/completion.ts';
import { hoverScala } from './scala/hover.ts';
import type { UnitTree } from './scala/tree.ts';
import { parseUnfinished } from './scala/unfinished.ts';
import type { CompilationUnit, Expr } from './syntax/ast.ts';
import { type AnyNode, walk } from './syntax/walk.ts';

/** What an editor asks of Java and Scala sources: problems while typing, completion, hover. The same table as the compiler's. */

/**
 * Problems of all sources. Type errors are looked for although there are syntax errors, as there are while someone is typing; those on
 * a broken line are left out, since they may only follow.
 */
export function diagnose(sources: readonly SourceFile[]): Diagnostic[] {
  const strict = toDiagnostics(check(sources).problems, sources);
  try {
    const broken = new Set(strict.map(({ file, line }) => `${file}:${line}`));
    const others = toDiagnostics(check(sources, true).problems, sources);
    return [...strict, ...others.filter(({ file, line }) => !broken.has(`${file}:${line}`))];
  } catch {
    // Half a program may be more than the checker can make sense of.
    return strict;
  }
}

const KEYWORDS =
  'abstract boolean break byte case catch char class continue default do double else enum extends final finally float for if implements import instanceof int interface long new null private protected public return short static super switch this throw throws true false try void while'.split(
    ' ',
  );

/** Completions at an offset of one of the sources. */
export function complete(sources: readonly SourceFile[], file: string, offset: number): CompletionItem[] {
  const source = sources.find((s) => s.file === file);
  if (!source) return [];
  if (isScala(source)) return inScala(completeScala, sources, source, offset);
  const { start: at } = wordAt(source.text, offset);
  const before = source.text.slice(0, at);
  const typed = source.text.slice(at, offset);
  const imported = /^\s*import\s+(?:static\s+)?(?:([\w.]*)\.)?$/.exec(before.slice(before.lastIndexOf('\n') + 1));
  if (imported) return completePackage(imported[1] ?? '', typed);
  if (source.text[at - 1] === '.') return completeMember(sources, source, at, typed);
  return completeName(sources, source, at, typed);
}

/** Asks something of a Scala source: with the project's Java classes known, and its other Scala files parsed. */
function inScala<T>(
  ask: (source: SourceFile, offset: number, others: readonly UnitTree[], universe: Universe) => T,
  sources: readonly SourceFile[],
  source: SourceFile,
  offset: number,
): T {
  const { universe } = check(
    sources.filter((s) => !isScala(s)),
    true,
  ).checker;
  const others = sources
    .filter((s) => s !== source && isScala(s))
    .flatMap(({ file, text }) => parseUnfinished(file, text, 0) ?? []);
  return ask(source, offset, others, universe);
}

/** Members of what stands before the dot: the source is checked with a name of our own put in its place. */
function completeMember(
  sources: readonly SourceFile[],
  source: SourceFile,
  at: number,
  typed: string,
): CompletionItem[] {
  const tail = source.text.slice(at + typed.length);
  // The statement may be incomplete; a semicolon closes it where the line ends.
  const restOfLine = tail.slice(0, tail.indexOf('\n') < 0 ? tail.length : tail.indexOf('\n'));
  const closing = /^\s*$/.test(restOfLine) ? closers(source.text.slice(0, at)) : '';
  const text = `${source.text.slice(0, at)}${MARKER}${closing}${tail}`;
  const program = check(
    sources.map((s) => (s === source ? { file: s.file, text } : s)),
    true,
  );
  const unit = program.units.find((u) => u.file === source.file);
  const target = unit ? findTarget(unit) : null;
  if (!target) return [];
  const isType =
    (target.k === 'Name' || target.k === 'Select') && target.symbol !== undefined && target.symbol.kind === 'class';
  const type = target.type ?? (isType ? typeOf(target) : null);
  if (!type) return [];
  return membersOf(type, isType, program).filter((i) => i.label.startsWith(typed));
}
function typeOf(e: Expr): Type | null {
  const s = (e as { symbol?: { kind: string } }).symbol;
  return s?.kind === 'class' ? { kind: 'class', symbol: s as ClassSymbol, args: [] } : null;
}
/** Parentheses that are open on the last line, closed, and a semicolon. */
function closers(before: string): string {
  const line = before.slice(Math.max(before.lastIndexOf(';'), before.lastIndexOf('{'), before.lastIndexOf('}')) + 1);
  let depth = 0;
  for (const c of line.replace(/"(?:[^"\\]|\\.)*"/g, '')) depth += c === '(' ? 1 : c === ')' ? -1 : 0;
  return `${')'.repeat(Math.max(0, depth))};`;
}
function findTarget(unit: CompilationUnit): Expr | null {
  let found: Expr | null = null;
  const visit = (n: AnyNode): undefined => {
    if ((n.k === 'Select' || n.k === 'Call') && n.name === MARKER && n.target) found = n.target;
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

/** What a library's class keeps to itself, or to those that extend it. */
function isHidden(m: MethodSymbol, isInside: boolean): boolean {
  return m.flags.has('private') || (m.flags.has('protected') && !isInside);
}

/** @param isInside for the class's own code, which may call protected methods too */
function membersOf(type: Type, staticOnly: boolean, program: CheckedProgram, isInside = false): CompletionItem[] {
  const items = new Completions();
  const symbols: ClassSymbol[] = [];
  if (type.kind === 'class') symbols.push(type.symbol);
  else if (type.kind === 'variable') for (const b of type.bounds) if (b.kind === 'class') symbols.push(b.symbol);
  if (type.kind === 'array') items.add({ label: 'length', kind: 'field', detail: 'int' });
  const relations = program.checker.relations;
  for (const symbol of symbols) {
    for (const s of symbol.supertypes()) {
      if (!staticOnly || s === symbol || !s.isInterface) {
        for (const f of s.fields.values()) {
          if (f.flags.has('private') && s.isLibrary) continue;
          if (staticOnly && !f.flags.has('static')) continue;
          items.add({ label: f.name, kind: 'field', detail: show(f.type) });
        }
      }
      for (const name of s.methods.keys()) {
        if (items.has(name)) continue;
        const methods = methodsNamed(symbol, name, relations).filter(
          (m) => (!staticOnly || m.flags.has('static')) && !(m.owner.isLibrary && isHidden(m, isInside)),
        );
        const first = methods[0];
        if (!first) continue;
        const more = methods.length > 1 ? ` (+${methods.length - 1})` : '';
        items.add({
          label: name,
          kind: 'method',
          detail: signature(first) + more,
          insertText: first.parameters.length === 0 && methods.length === 1 ? `${name}()` : name,
        });
      }
      if (staticOnly)
        for (const c of s.classes.values()) items.add({ label: c.name, kind: 'class', detail: c.qualifiedName });
    }
    if (staticOnly) items.add({ label: 'class', kind: 'keyword' });
  }
  // What every object has comes last.
  const ofObject = relations.object.symbol.methods;
  return [...items.sorted].sort((a, b) => Number(ofObject.has(a.label)) - Number(ofObject.has(b.label)));
}

/** Variables in reach, members of the class around, classes, keywords. */
function completeName(sources: readonly SourceFile[], source: SourceFile, at: number, typed: string): CompletionItem[] {
  const program = check(sources, true);
  const unit = program.units.find((u) => u.file === source.file);
  const items = new Completions(typed);
  if (unit) {
    for (const v of variablesAt(unit, at)) items.add({ label: v.name, kind: 'variable', detail: show(v.type) });
    const around = classAt(unit, at);
    if (around) for (const i of membersOf(around.thisType, false, program, true)) items.add(i);
    for (const c of program.classes)
      if (!c.isAnonymous) items.add({ label: c.name, kind: 'class', detail: c.qualifiedName });
    const scope = new UnitScope(unit, program.checker.universe);
    for (const name of scope.importedNames) items.add({ label: name, kind: 'class' });
    for (const star of scope.stars)
      for (const name of classesOf(star)) items.add({ label: name, kind: 'class', detail: `${star}.${name}` });
  }
  if (typed.length >= 2)
    for (const name of allClasses().filter((each) => !/(?:^|\.)scala\./.test(each)))
      items.add({ label: name.slice(name.lastIndexOf('.') + 1), kind: 'class', detail: name });
  for (const k of KEYWORDS) items.add({ label: k, kind: 'keyword' });
  return items.all;
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
  const source = sources.find((s) => s.file === file);
  if (source && isScala(source)) return inScala(hoverScala, sources, source, offset);
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
  const { start, end } = wordAt(unit.text, offset);
  const word = unit.text.slice(start, end);
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

export type { CompletionItem };
