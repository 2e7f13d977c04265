import { parseJava } from '../java/parser.ts';
import type { ClassDecl, Member, Parameter, TypeNode } from '../syntax/ast.ts';
import { LOMBOK_MEMBERS } from '../syntax/names.ts';

/** Members that the language (records, enums) or lombok's annotations add, written as Java. */
export function synthesizedMembers(decl: ClassDecl, binaryName: string): Member[] {
  const text = [
    ...(decl.kind === 'record' ? recordMembers(decl) : []),
    ...(decl.kind === 'enum' ? enumMembers(decl, binaryName) : []),
  ];
  text.push(...lombokMembers(decl, binaryName.slice(binaryName.lastIndexOf('.') + 1).replace(/\$/g, '.')));
  if (text.length === 0) return [];
  const parameters = decl.typeParameters.length > 0 ? `<${decl.typeParameters.map((p) => p.name).join(',')}>` : '';
  const { unit, problems } = parseJava('synthetic', `class ${decl.name}${parameters} {\n${text.join('\n')}\n}`);
  if (problems.length > 0) throw new Error(`synthesized members of ${decl.name}: ${problems[0]!.message}`);
  return unit.classes[0]!.members;
}

function typeText(t: TypeNode): string {
  switch (t.k) {
    case 'TPrimitive':
      return t.name;
    case 'TArray':
      return `${typeText(t.of)}[]`;
    case 'TWildcard':
      return t.bound && t.type ? `? ${t.bound} ${typeText(t.type)}` : '?';
    case 'TName':
      return t.parts.map((p) => p.name + (p.args ? `<${p.args.map(typeText).join(',')}>` : '')).join('.');
    default:
      return 'Object';
  }
}

interface Part {
  readonly name: string;
  readonly type: TypeNode;
}

function declares(decl: ClassDecl, method: string, parameters: number): boolean {
  return decl.members.some((m) => m.k === 'Method' && m.name === method && m.parameters.length === parameters);
}

function same(p: Part, other: string): string {
  if (p.type.k !== 'TPrimitive') return `java.util.Objects.equals(this.${p.name}, ${other}.${p.name})`;
  if (p.type.name === 'double') return `Double.compare(this.${p.name}, ${other}.${p.name}) == 0`;
  if (p.type.name === 'float') return `Float.compare(this.${p.name}, ${other}.${p.name}) == 0`;
  return `this.${p.name} == ${other}.${p.name}`;
}
function hash(p: Part): string {
  return p.type.k === 'TArray'
    ? `java.util.Arrays.hashCode(this.${p.name})`
    : `java.util.Objects.hashCode(this.${p.name})`;
}
function equalsMethod(decl: ClassDecl, parts: readonly Part[]): string {
  const all = parts.map((p) => same(p, '$o')).join(' && ') || 'true';
  const raw = decl.typeParameters.length > 0 ? `<${decl.typeParameters.map(() => '?').join(',')}>` : '';
  return `@Override public boolean equals(Object $other) { if (!($other instanceof ${decl.name})) return false; ${decl.name}${raw} $o = (${decl.name}${raw}) $other; return ${all}; }`;
}

function recordMembers(decl: ClassDecl): string[] {
  const parts: Part[] = decl.components.map((c: Parameter) => ({ name: c.name, type: c.type! }));
  const out = parts.map((p) => `private final ${typeText(p.type)} ${p.name};`);
  for (const p of parts) {
    if (!declares(decl, p.name, 0)) out.push(`public ${typeText(p.type)} ${p.name}() { return this.${p.name}; }`);
  }
  const canonical = decl.members.some(
    (m) =>
      m.k === 'Method' &&
      m.name === '<init>' &&
      (m.compact ||
        (m.parameters.length === parts.length &&
          m.parameters.every((q, i) => q.type && typeText(q.type) === typeText(parts[i]!.type)))),
  );
  if (!canonical) {
    const params = decl.components
      .map(
        (c) =>
          `${typeText(c.varargs && c.type?.k === 'TArray' ? c.type.of : c.type!)}${c.varargs ? '...' : ''} ${c.name}`,
      )
      .join(', ');
    out.push(`public ${decl.name}(${params}) { ${parts.map((p) => `this.${p.name} = ${p.name};`).join(' ')} }`);
  }
  if (!declares(decl, 'equals', 1)) out.push(equalsMethod(decl, parts));
  if (!declares(decl, 'hashCode', 0)) {
    out.push(
      `@Override public int hashCode() { int $h = 0; ${parts.map((p) => `$h = $h * 31 + ${hash(p)};`).join(' ')} return $h; }`,
    );
  }
  if (!declares(decl, 'toString', 0)) {
    const text = parts.map((p, i) => `${JSON.stringify(`${i > 0 ? ', ' : ''}${p.name}=`)} + this.${p.name}`);
    out.push(
      `@Override public String toString() { return ${[JSON.stringify(`${decl.name}[`), ...text, '"]"'].join(' + ')}; }`,
    );
  }
  return out;
}

/** values() and valueOf() of an enum of the library; the linker makes their bodies. */
export function libraryEnumMembers(decl: ClassDecl): Member[] {
  const n = decl.name;
  const text = `class ${n} { public static ${n}[] values(); public static ${n} valueOf(String name) throws IllegalArgumentException; }`;
  return [...parseJava('synthetic', text, true).unit.classes[0]!.members];
}

function enumMembers(decl: ClassDecl, binaryName: string): string[] {
  const n = decl.name;
  return [
    `private static final ${n}[] $VALUES = {${decl.constants.map((c) => c.name).join(', ')}};`,
    `public static ${n}[] values() { return $VALUES.clone(); }`,
    `public static ${n} valueOf(String name) { if (name == null) throw new NullPointerException("Name is null"); for (${n} e : $VALUES) if (e.name().equals(name)) return e; throw new IllegalArgumentException("No enum constant ${binaryName.replace(/\$/g, '.')}." + name); }`,
  ];
}

/** @param shown the name that toString() prints: with the classes around */
function lombokMembers(decl: ClassDecl, shown: string): string[] {
  const has = (name: string): boolean => decl.modifiers.annotations.some((a) => a.name === name);
  const out: string[] = [];
  if (has('Slf4j') || has('Log4j2') || has('Log4j')) {
    out.push(`private static final org.slf4j.Logger log = org.slf4j.LoggerFactory.getLogger(${decl.name}.class);`);
  }
  const fields = decl.members.flatMap((m) => (m.k === 'Field' && !m.modifiers.flags.has('static') ? [m] : []));
  const parts = fields.flatMap((f) =>
    f.variables.map((v) => ({
      name: v.name,
      type: f.type,
      final: f.modifiers.flags.has('final') || has('Value'),
      annotations: f.modifiers.annotations,
    })),
  );
  if (
    !decl.modifiers.annotations.some((a) => LOMBOK_MEMBERS.has(a.name)) &&
    !parts.some((p) => p.annotations.some((a) => LOMBOK_MEMBERS.has(a.name)))
  ) {
    return out;
  }
  const data = has('Data') || has('Value');
  for (const p of parts) {
    const on = (name: string): boolean => has(name) || p.annotations.some((a) => a.name === name);
    const capital = p.name[0]!.toUpperCase() + p.name.slice(1);
    const isBoolean = p.type.k === 'TPrimitive' && p.type.name === 'boolean';
    const getter = isBoolean ? (/^is[A-Z]/.test(p.name) ? p.name : `is${capital}`) : `get${capital}`;
    const setter = isBoolean && /^is[A-Z]/.test(p.name) ? `set${p.name.slice(2)}` : `set${capital}`;
    if ((data || on('Getter')) && !declares(decl, getter, 0))
      out.push(`public ${typeText(p.type)} ${getter}() { return this.${p.name}; }`);
    if ((has('Data') || on('Setter')) && !p.final && !declares(decl, setter, 1)) {
      out.push(`public void ${setter}(${typeText(p.type)} ${p.name}) { this.${p.name} = ${p.name}; }`);
    }
  }
  const constructorOf = (of: readonly Part[]): string =>
    `public ${decl.name}(${of.map((p) => `${typeText(p.type)} ${p.name}`).join(', ')}) { ${of.map((p) => `this.${p.name} = ${p.name};`).join(' ')} }`;
  if (has('NoArgsConstructor') && !declares(decl, '<init>', 0)) out.push(`public ${decl.name}() { }`);
  const written =
    decl.members.some((m) => m.k === 'Method' && m.name === '<init>') ||
    ['NoArgsConstructor', 'AllArgsConstructor', 'RequiredArgsConstructor'].some(has);
  if (
    (has('AllArgsConstructor') || has('Value') || (has('Builder') && !written)) &&
    !declares(decl, '<init>', parts.length)
  )
    out.push(constructorOf(parts));
  const explicit =
    has('Builder') ||
    decl.members.some((m) => m.k === 'Method' && m.name === '<init>') ||
    has('NoArgsConstructor') ||
    has('AllArgsConstructor');
  if (has('RequiredArgsConstructor') || (has('Data') && !explicit))
    out.push(constructorOf(parts.filter((p) => p.final)));
  if ((data || has('ToString')) && !declares(decl, 'toString', 0)) {
    const text = parts.map((p, i) => `${JSON.stringify(`${i > 0 ? ', ' : ''}${p.name}=`)} + this.${p.name}`);
    out.push(
      `@Override public String toString() { return ${[JSON.stringify(`${shown}(`), ...text, '")"'].join(' + ')}; }`,
    );
  }
  if (data || has('EqualsAndHashCode')) {
    if (!declares(decl, 'equals', 1)) out.push(equalsMethod(decl, parts));
    if (!declares(decl, 'hashCode', 0)) {
      const one = (p: Part): string =>
        p.type.k === 'TPrimitive' ? hash(p) : `(this.${p.name} == null ? 43 : ${hash(p)})`;
      out.push(
        `@Override public int hashCode() { int $h = 1; ${parts.map((p) => `$h = $h * 59 + ${one(p)};`).join(' ')} return $h; }`,
      );
    }
  }
  return out;
}

/** lombok's @Builder: a nested class, so it is there before members are looked at. */
export function builderMembers(decl: ClassDecl, source: string): Member[] {
  if (!decl.modifiers.annotations.some((a) => a.name === 'Builder')) return [];
  const n = decl.name;
  const parameters = decl.typeParameters.length > 0 ? `<${decl.typeParameters.map((p) => p.name).join(',')}>` : '';
  const fields = decl.members.flatMap((m) =>
    m.k === 'Field' && !m.modifiers.flags.has('static')
      ? m.variables.map((v) => ({
          name: v.name,
          type: typeText(m.type),
          init: v.init && m.modifiers.annotations.length > 0 ? ` = ${source.slice(v.init.start, v.init.end)}` : '',
        }))
      : [],
  );
  const text = [
    `public static class ${n}Builder${parameters} {`,
    ...fields.map((f) => `private ${f.type} ${f.name}${f.init};`),
    ...fields.map(
      (f) =>
        `public ${n}Builder${parameters} ${f.name}(${f.type} ${f.name}) { this.${f.name} = ${f.name}; return this; }`,
    ),
    `public ${n}${parameters} build() { return new ${n}${parameters}(${fields.map((f) => `this.${f.name}`).join(', ')}); }`,
    '}',
    `public static ${parameters} ${n}Builder${parameters} builder() { return new ${n}Builder${parameters}(); }`,
  ];
  const { unit, problems } = parseJava('synthetic', `class ${n}${parameters} {\n${text.join('\n')}\n}`);
  return problems.length > 0 ? [] : unit.classes[0]!.members;
}
