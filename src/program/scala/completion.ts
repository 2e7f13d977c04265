import type { ClassSymbol } from '../check/types.ts';
import type { Universe } from '../check/universe.ts';
import { type CompletionItem, Completions, completePackage, MARKER, wordAt } from '../completion.ts';
import { allClasses, classesOf } from '../library/table.ts';
import type { Receiver } from './candidates.ts';
import type { Env, Imports } from './environment.ts';
import { self } from './nodes.ts';
import { decode, NUMBERS, PREDEF } from './predefined.ts';
import { type Marked, MarkerProbe } from './probe.ts';
import { classText, methodText, typeText } from './shown.ts';
import type { At, UnitTree } from './tree.ts';
import { parseUnfinished } from './unfinished.ts';

const KEYWORDS =
  'abstract case catch class def do else extends false final finally for if implicit import lazy match new null object override package private protected return sealed super this throw trait true try type val var while with yield'.split(
    ' ',
  );
const BUILT_IN_TYPES = [...Object.keys(NUMBERS), 'Unit', 'Any', 'AnyRef', 'AnyVal', 'Nothing', 'Null', 'Array'];
const NOWHERE: At = { at: 0, start: 0, end: 0 };
const NAME = /^(?:[A-Za-z]|_\d)\w*$/;

/** Completions at an offset of a Scala source. `others` are the project's other Scala files, `universe` has its Java classes. */
export function completeScala(
  source: { readonly file: string; readonly text: string },
  offset: number,
  others: readonly UnitTree[],
  universe: Universe,
): CompletionItem[] {
  const { start, end } = wordAt(source.text, offset);
  const before = source.text.slice(0, start);
  const typed = source.text.slice(start, offset);
  const imported = /^[ \t]*import[ \t]+(?:([\w.]+)\.)?(?:\{[^}\n]*)?$/.exec(before.slice(before.lastIndexOf('\n') + 1));
  if (imported)
    return completePackage(imported[1] ?? '', typed).filter((item) => NAME.test(item.label) && !isHelper(item.label));
  const unit = parseUnfinished(source.file, before + MARKER + source.text.slice(end), start + MARKER.length);
  const probe = new MarkerProbe(universe);
  if (unit) probe.check([...others, unit]);
  const items = new Completions(typed);
  const { marked } = probe;
  if (!marked) {
    if (source.text[start - 1] !== '.') addKeywords(items);
    return items.all;
  }
  if (typeof marked.of === 'string') return completePackage(marked.of, typed).filter((item) => !isHelper(item.label));
  if (marked.of) {
    addMembers(items, probe, marked.of, marked);
    return items.sorted;
  }
  addNames(items, probe, marked, start);
  if (typed.length >= 2)
    for (const name of allClasses()) {
      const label = name.slice(name.lastIndexOf('.') + 1);
      if (!isHelper(name)) items.add({ label, kind: 'class', detail: name });
    }
  if (!marked.isType) addKeywords(items);
  return items.all;
}

/** What the library has for itself beside what programs name. */
function isHelper(name: string): boolean {
  return /\$|Companion$|^scala\.runtime\./.test(name);
}
function addKeywords(items: Completions): void {
  for (const label of KEYWORDS) items.add({ label, kind: 'keyword' });
}

function addMembers(items: Completions, probe: MarkerProbe, receiver: Receiver, { env, isType }: Marked): void {
  const { type } = receiver;
  const names = new Set<string>();
  for (const ways of probe.ways(receiver, NOWHERE))
    for (const { symbol } of ways)
      for (const s of symbol.supertypes()) for (const name of s.methods.keys()) names.add(decode(name));
  if (type.kind === 'class') {
    for (const s of type.symbol.supertypes()) {
      for (const c of s.classes.values()) addClass(items, probe, c);
      if (isType) continue;
      for (const field of s.fields.values()) {
        const isHidden = field.flags.has('private') && (s.isLibrary || !probe.sees(s, env));
        if (isHidden || field.flags.has('static') !== (receiver.expr === null) || !NAME.test(field.name)) continue;
        if (field.name === 'MODULE' || names.has(field.name)) continue;
        const shown = probe.relations.substitute(field.type, probe.view(type, field.owner));
        items.add({ label: field.name, kind: 'field', detail: typeText(probe, shown) });
      }
    }
  }
  if (isType) return;
  for (const name of names) addMethod(items, probe, receiver, name, env);
  for (const name of converted(probe)) {
    if (items.has(name)) continue;
    const through = probe.attempt(() => probe.viewFor(receiver, name, env, NOWHERE));
    if (through) addMethod(items, probe, through, name, env);
  }
  if (type.kind === 'class') {
    const made = probe.caseFields(type.symbol);
    if (made && receiver.expr) {
      const by = probe.view(type, type.symbol);
      const fields = made
        .map((f) => `${f.name}: ${typeText(probe, probe.relations.substitute(f.type, by))} = ${f.name}`)
        .join(', ');
      items.add({ label: 'copy', kind: 'method', detail: `copy(${fields}): ${typeText(probe, type)}` });
    }
    const companion = type.symbol.isModule ? probe.firstName(type.symbol.name.replace(/\$$/, ''), env) : type.symbol;
    const created = companion && typeof companion !== 'string' ? probe.caseClasses.get(companion) : undefined;
    if (created && (type.symbol.isModule || !receiver.expr))
      for (const label of ['apply', 'tupled', 'unapply']) items.add({ label, kind: 'method' });
  }
  if (!receiver.expr) return;
  if (type.kind === 'array') for (const label of ['length', 'size']) items.add({ label, kind: 'field', detail: 'Int' });
  if (type.kind === 'primitive' && type.name !== 'boolean')
    for (const to of Object.keys(NUMBERS))
      if (to !== 'Boolean') items.add({ label: `to${to}`, kind: 'method', detail: `to${to}: ${to}` });
  for (const label of ['isInstanceOf', 'asInstanceOf']) items.add({ label, kind: 'method', detail: `${label}[T]` });
}
/** Names that implicit classes and conversions of the program may give to others. */
function converted(probe: MarkerProbe): Set<string> {
  const found = new Set<string>();
  const from = (symbol: ClassSymbol): void => {
    if (!symbol.isLibrary)
      for (const name of [...symbol.methods.keys(), ...symbol.fields.keys()]) found.add(decode(name));
  };
  for (const symbol of probe.implicitClasses) from(symbol);
  for (const members of probe.implicitMembers.values())
    for (const member of members)
      if (member.kind === 'method' && member.method.returnType.kind === 'class') from(member.method.returnType.symbol);
  return found;
}
function addMethod(items: Completions, probe: MarkerProbe, receiver: Receiver, name: string, env: Env): void {
  if (!NAME.test(name) || items.has(name)) return;
  const field = receiver.type.kind === 'class' ? probe.field(receiver.type.symbol, name) : null;
  if (field?.flags.has('private') && !probe.sees(field.owner, env)) return;
  const all = probe
    .candidates(receiver, name, NOWHERE)
    .filter(
      ({ method: { flags, owner } }) =>
        !(flags.has('private') || flags.has('protected')) || (!owner.isLibrary && probe.sees(owner, env)),
    );
  const [first] = all;
  if (!first) return;
  const more = all.length > 1 ? ` (+${all.length - 1})` : '';
  items.add({ label: name, kind: 'method', detail: methodText(probe, first.method, first) + more });
}
function addClass(items: Completions, probe: MarkerProbe, symbol: ClassSymbol): void {
  const label = symbol.name.replace(/\$$/, '');
  if (!symbol.isAnonymous && NAME.test(label)) items.add({ label, kind: 'class', detail: classText(probe, symbol) });
}

/** Values, classes and imports in reach, innermost first. */
function addNames(items: Completions, probe: MarkerProbe, marked: Marked, at: number): void {
  const { env, isType } = marked;
  for (let e: Env | null = env; e; e = e.parent) {
    for (const [label, type] of e.types) items.add({ label, kind: 'class', detail: typeText(probe, type) });
    if (isType) continue;
    for (const [label, { symbol, def, byName, isLazy }] of e.locals) {
      if (!NAME.test(label) || (!def && symbol.at >= at)) continue;
      const type = (byName || isLazy) && symbol.type.kind === 'class' ? symbol.type.args[0]! : symbol.type;
      if (def) items.add({ label, kind: 'method', detail: methodText(probe, def.method, null) });
      else items.add({ label, kind: 'variable', detail: typeText(probe, probe.plain(type)) });
    }
  }
  for (let c: ClassSymbol | null = env.class; c; c = c.owner)
    addMembers(items, probe, { expr: self(c, NOWHERE), type: c.thisType }, marked);
  for (const c of probe.classes)
    if (!c.isLocal && !c.owner && c.packageName === env.unit.package) addClass(items, probe, c);
  for (let i: Imports | null = env.imports; i; i = i.parent) addImports(items, probe, i, marked);
  for (const label of isType ? BUILT_IN_TYPES : ['Array']) items.add({ label, kind: 'class' });
  for (const [label, name] of Object.entries(PREDEF)) items.add({ label, kind: 'class', detail: name });
  for (const name of ['scala', 'java.lang'])
    for (const label of classesOf(name))
      if (!isHelper(label) && !/^(?:Function|Tuple|Product)\d|Ops$|^Predef$/.test(label))
        items.add({ label, kind: 'class', detail: `${name}.${label}` });
  const predef = probe.universe.find('scala.Predef');
  if (predef && !isType) addMembers(items, probe, { expr: null, type: predef.thisType }, marked);
}
function addImports(items: Completions, probe: MarkerProbe, imports: Imports, marked: Marked): void {
  for (const [label, path] of imports.names) {
    const isClass = /^[A-Z]/.test(path.slice(path.lastIndexOf('.') + 1));
    items.add({ label, kind: isClass ? 'class' : 'method', detail: path });
  }
  for (const star of imports.stars) {
    const target = probe.byPath(star);
    if (target === null) continue;
    if (typeof target !== 'string') {
      addMembers(items, probe, probe.companion(target, NOWHERE), marked);
      continue;
    }
    for (const label of classesOf(target))
      if (!isHelper(label) && label !== 'package') items.add({ label, kind: 'class', detail: `${target}.${label}` });
    for (const c of probe.classes) if (!c.owner && c.packageName === target) addClass(items, probe, c);
    const members = probe.universe.find(`${target}.package$`);
    if (members && !marked.isType) addMembers(items, probe, { expr: null, type: members.thisType }, marked);
  }
}
