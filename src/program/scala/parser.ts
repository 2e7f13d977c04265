import type { Problem } from '../syntax/ast.ts';
import { BlockParser } from './block-parser.ts';
import { missingBrace } from './healing.ts';
import { objectsAsValues } from './inner-objects.ts';
import { ScalaSyntaxError, type Token } from './lexer.ts';
import type {
  ArgTree,
  At,
  ClassTree,
  ImportSelector,
  ParamTree,
  ParentTree,
  Pattern,
  ScalaType,
  SelfTree,
  Template,
  Tree,
  TypeParamTree,
  UnitTree,
} from './tree.ts';

const MODIFIERS = new Set([
  'private',
  'protected',
  'override',
  'final',
  'sealed',
  'abstract',
  'implicit',
  'lazy',
  'case',
]);

/** A recursive descent parser for Scala 2.11/2.12; it stops at the first error, as scalac mostly does. */
class Parser extends BlockParser {
  within(from: number, to: number): Parser {
    return new Parser(this.text, from, to);
  }

  isDefinition(): boolean {
    let i = this.index;
    for (; i < this.tokens.length; i++) {
      const t = this.tokens[i]!;
      if (t.kind === 'key' && MODIFIERS.has(t.text) && t.text !== 'case') {
        if (this.tokens[i + 1]?.text === '[') {
          while (this.tokens[i + 1] && this.tokens[i + 1]!.text !== ']') i++;
          i++;
        }
        continue;
      }
      if (t.text === '@' && t.kind === 'punct') return true;
      if (t.text === 'case') return /^(?:class|object)$/.test(this.tokens[i + 1]?.text ?? '');
      if (t.kind === 'nl' && i > this.index) continue;
      break;
    }
    const t = this.tokens[i]!;
    return t.kind === 'key' && ['val', 'var', 'def', 'class', 'object', 'trait', 'import', 'type'].includes(t.text);
  }
  modifiers(): Set<string> {
    const found = new Set<string>();
    for (;;) {
      if (this.is('@')) {
        this.next();
        const name = this.identifier();
        found.add(`@${name}`);
        while (this.is('.')) {
          this.next();
          this.identifier();
        }
        if (this.is('[')) this.typeArgs();
        if (this.is('(')) this.args();
        this.skipNewlines();
      } else if (this.token.kind === 'key' && MODIFIERS.has(this.token.text)) {
        found.add(this.token.text);
        this.next();
        if (this.is('[')) {
          while (!this.is(']')) this.next();
          this.next();
        }
        this.skipNewlines();
      } else return found;
    }
  }
  definition(): Tree[] {
    const start = this.token;
    const modifiers = this.modifiers();
    const t = this.token;
    switch (t.text) {
      case 'val':
      case 'var':
        return this.values(modifiers, start);
      case 'def':
        return [this.method(modifiers, start)];
      case 'class':
      case 'object':
      case 'trait':
        return [this.classLike(modifiers, start)];
      case 'import':
        return this.imports();
      case 'type': {
        this.next();
        const name = this.identifier();
        const typeParams = this.is('[') ? this.typeParams() : [];
        let upper: ScalaType | null = null;
        while (this.is('<:') || this.is('>:')) {
          const isUpper = this.is('<:');
          this.next();
          const bound = this.type();
          if (isUpper) upper = bound;
        }
        let to: ScalaType | null = null;
        if (this.is('=')) {
          this.next();
          this.skipNewlines();
          to = this.type();
        }
        return [{ t: 'type', name, typeParams, to, upper, ...this.from(start) }];
      }
    }
    throw this.unexpected('expected start of definition');
  }
  values(modifiers: Set<string>, start: Token): Tree[] {
    const isVar = this.is('var');
    this.next();
    const patterns: Pattern[] = [];
    for (;;) {
      // A name before `:`, `=` or `,` is bound, even where a pattern would mean a value.
      if (this.token.kind === 'id' && [':', '=', ','].includes(this.peek().text)) {
        const n = this.token;
        this.next();
        patterns.push({ t: 'bind', name: n.text, of: null, ...this.from(n) });
      } else patterns.push(this.pattern());
      if (!this.is(',')) break;
      this.next();
    }
    let type: ScalaType | null = null;
    if (this.is(':')) {
      this.next();
      type = this.type();
    }
    let value: Tree | 'default' | null = null;
    if (this.is('=')) {
      this.next();
      this.skipNewlines();
      if (isVar && this.is('_') && type && ['nl', 'eof'].includes(this.peek().kind)) {
        this.next();
        value = 'default';
      } else if (isVar && this.is('_') && type && (this.peek().text === '}' || this.peek().text === ';')) {
        this.next();
        value = 'default';
      } else value = this.expr();
    }
    return patterns.map((pattern) => ({
      t: 'val' as const,
      isVar,
      isLazy: modifiers.has('lazy'),
      modifiers,
      pattern,
      type,
      value,
      at: pattern.at,
      start: start.at,
      end: this.lastEnd,
    }));
  }
  method(modifiers: Set<string>, start: Token): Tree {
    this.next();
    const nameToken = this.token;
    let name: string;
    if (this.is('this')) {
      this.next();
      name = 'this';
    } else name = this.identifier();
    const typeParams = this.is('[') ? this.typeParams() : [];
    const { params, implicits } = this.paramClauses();
    let type: ScalaType | null = null;
    if (this.is(':')) {
      this.next();
      type = this.type();
    }
    let body: Tree | null = null;
    let isProcedure = false;
    if (this.is('=')) {
      this.next();
      this.skipNewlines();
      if (this.token.kind === 'id' && this.token.text === 'macro') this.next();
      body = this.expr();
    } else if (this.is('{')) {
      isProcedure = type === null;
      body = this.block();
    } else if (this.token.kind === 'nl' && this.peek().text === '{' && type === null && params !== null) {
      this.next();
      isProcedure = true;
      body = this.block();
    }
    return {
      t: 'def',
      name,
      modifiers,
      typeParams,
      params,
      implicits,
      type,
      body,
      isProcedure,
      at: nameToken.at,
      start: start.at,
      end: this.lastEnd,
    };
  }
  paramClauses(): { params: ParamTree[][] | null; implicits: boolean } {
    let params: ParamTree[][] | null = null;
    let implicits = false;
    for (;;) {
      if (this.token.kind === 'nl' && this.peek().text === '(') this.next();
      if (!this.is('(')) break;
      this.next();
      const list: ParamTree[] = [];
      params ??= [];
      this.skipNewlines();
      if (this.is('implicit')) {
        this.next();
        implicits = true;
      }
      while (!this.is(')')) {
        list.push(this.param());
        this.skipNewlines();
        if (!this.is(',')) break;
        this.next();
        this.skipNewlines();
      }
      this.expect(')');
      params.push(list);
    }
    return { params, implicits };
  }
  param(): ParamTree {
    const start = this.token;
    const modifiers = this.modifiers();
    let member: 'val' | 'var' | null = null;
    if (this.is('val') || this.is('var')) {
      member = this.is('val') ? 'val' : 'var';
      this.next();
    }
    const name = this.token;
    this.identifier();
    this.expect(':');
    const type = this.paramType();
    let value: Tree | null = null;
    if (this.is('=')) {
      this.next();
      value = this.expr();
    }
    return {
      name: name.text,
      type,
      default: value,
      member,
      isPrivate: modifiers.has('private'),
      at: name.at,
      start: start.at,
      end: this.lastEnd,
    };
  }
  typeParams(): TypeParamTree[] {
    this.expect('[');
    const out: TypeParamTree[] = [];
    while (!this.is(']')) {
      const t = this.token;
      if (t.kind === 'op' && /^[-+]$/.test(t.text)) this.next();
      const name = this.nameOrUnderscore();
      const arity = this.is('[') ? this.typeParams().length : 0;
      let upper: ScalaType | null = null;
      let lower: ScalaType | null = null;
      const context: ScalaType[] = [];
      const views: ScalaType[] = [];
      for (;;) {
        if (this.is('<:')) {
          this.next();
          upper = this.type();
        } else if (this.is('>:')) {
          this.next();
          lower = this.type();
        } else if (this.is('<%')) {
          this.next();
          views.push(this.type());
        } else if (this.is(':')) {
          this.next();
          context.push(this.type());
        } else break;
      }
      out.push({ name, upper, lower, arity, context, views, ...this.from(t) });
      if (!this.is(',')) break;
      this.next();
    }
    this.expect(']');
    return out;
  }
  classLike(modifiers: Set<string>, start: Token): Tree & ClassTree {
    const kind = this.token.text as ClassTree['kind'];
    this.next();
    const name = this.token;
    this.identifier();
    const typeParams = this.is('[') ? this.typeParams() : [];
    if (this.is('@') || this.is('private') || this.is('protected')) this.modifiers();
    const { params, implicits } = kind === 'class' ? this.paramClauses() : { params: null, implicits: false };
    let parents: ParentTree[] = [];
    let early: Tree[] = [];
    if (this.token.kind === 'nl' && this.peek().text === 'extends') this.next();
    if (this.is('extends')) {
      this.next();
      if (this.is('{')) early = this.earlyDefinitions();
      parents = this.is('{') ? [] : this.parents();
    }
    if (this.token.kind === 'nl' && !this.token.blank && this.peek().text === '{') this.next();
    const { self, body: own } = this.is('{') ? this.templateBody() : { self: null, body: [] };
    const body = [...early, ...own];
    return {
      t: 'class',
      kind,
      isCase: modifiers.has('case'),
      name: name.text,
      modifiers,
      typeParams,
      params,
      implicits,
      parents,
      self,
      body: kind === 'object' ? body : objectsAsValues(body),
      at: name.at,
      start: start.at,
      end: this.lastEnd,
    };
  }
  parents(): ParentTree[] {
    const out: ParentTree[] = [];
    for (;;) {
      const t = this.token;
      const type = this.simpleType();
      let args: ArgTree[] | null = null;
      while (this.is('(')) args = [...(args ?? []), ...this.args()];
      out.push({ type, args, ...this.from(t) });
      if (this.token.kind === 'nl' && this.peek().text === 'with') this.next();
      if (!this.is('with')) return out;
      this.next();
    }
  }
  refinement(): Tree[] {
    this.expect('{');
    const out: Tree[] = [];
    for (;;) {
      while (this.is(';') || this.token.kind === 'nl') this.next();
      if (this.is('}')) break;
      if (!this.isDefinition()) throw this.unexpected('illegal start of declaration');
      out.push(...this.definition());
    }
    this.expect('}');
    return out;
  }
  templateBody(): Template {
    this.expect('{');
    this.skipNewlines();
    const self = this.selfType();
    const body = this.blockStatements();
    this.expect('}');
    return { self, body };
  }
  /** `self =>`, `self: T =>` */
  private selfType(): SelfTree | null {
    const t = this.token;
    if (t.kind !== 'id' && !this.is('this') && !this.is('_')) return null;
    if (this.peek().text === ':' && !this.startsBlockLambda() && !this.is('this') && !this.is('_')) return null;
    if (this.peek().text !== '=>' && this.peek().text !== ':') return null;
    const name = this.is('this') || this.is('_') ? null : t.text;
    this.next();
    let type: ScalaType | null = null;
    if (this.is(':')) {
      this.next();
      type = this.patternType();
    }
    this.expect('=>');
    return { name, type, ...this.from(t) };
  }
  imports(): Tree[] {
    const start = this.token;
    this.next();
    const out: Tree[] = [];
    for (;;) {
      const first = this.identifier();
      const path: string[] = first === '_root_' ? [] : [first];
      let selectors: ImportSelector[] | null = null;
      while (this.is('.')) {
        this.next();
        if (this.is('_')) {
          const t = this.token;
          this.next();
          selectors = [{ name: '_', as: '_', ...this.from(t) }];
          break;
        }
        if (this.is('{')) {
          this.next();
          selectors = [];
          while (!this.is('}')) {
            const t = this.token;
            this.skipNewlines();
            const name = this.nameOrUnderscore();
            let as = name;
            if (this.is('=>')) {
              this.next();
              const renamed = this.nameOrUnderscore();
              as = renamed === '_' ? '' : renamed;
            }
            selectors.push({ name, as, ...this.from(t) });
            this.skipNewlines();
            if (!this.is(',')) break;
            this.next();
            this.skipNewlines();
          }
          this.expect('}');
          break;
        }
        path.push(this.identifier());
      }
      if (!selectors) {
        const name = path.pop()!;
        selectors = [{ name, as: name, ...this.from(start) }];
      }
      out.push({ t: 'import', path, selectors, ...this.from(start) });
      if (!this.is(',')) return out;
      this.next();
    }
  }
  unit(file: string): UnitTree {
    const others: UnitTree[] = [];
    /** Statements of a package, after the imports around it. */
    const read = (outer: string, around: readonly Tree[], closing: boolean): UnitTree => {
      let name = outer;
      const statements: Tree[] = [...around];
      const visible = (): Tree[] => [
        ...statements.filter((s) => s.t === 'import'),
        ...membersOf(name, this.from(this.token)),
      ];
      for (;;) {
        while (this.is(';') || this.token.kind === 'nl') this.next();
        if (this.token.kind === 'eof' || (closing && this.is('}')))
          return { file, text: this.text, package: name, statements };
        if (this.is('package')) {
          const start = this.token;
          this.next();
          if (this.is('object')) {
            const object = this.classLike(new Set(), start);
            const statement: Tree = { ...object, name: 'package' };
            others.push({
              file,
              text: this.text,
              package: inside(name, object.name),
              statements: [...visible(), statement],
            });
            continue;
          }
          let path = this.identifier();
          while (this.is('.')) {
            this.next();
            path += `.${this.identifier()}`;
          }
          if (this.is('{')) {
            this.next();
            others.push(read(inside(name, path), visible(), true));
            this.expect('}');
          } else {
            statements.push(...membersOf(name, this.from(start)));
            name = inside(name, path);
          }
          continue;
        }
        if (this.is('}')) throw this.unexpected('expected class or object definition');
        if (!this.isDefinition())
          throw new ScalaSyntaxError('expected class or object definition', this.token.at, this.token.end);
        const made = this.definition();
        for (const d of made) {
          if (d.t === 'val' || d.t === 'def')
            throw new ScalaSyntaxError('expected class or object definition', d.start, d.end);
        }
        statements.push(...made);
        if (
          !this.is(';') &&
          (this.token as Token).kind !== 'nl' &&
          (this.token as Token).kind !== 'eof' &&
          !this.is('}')
        )
          throw this.unexpected("';' expected");
      }
    };
    const unit = read('', [], false);
    return others.length > 0 ? { ...unit, others } : unit;
  }
}
function inside(outer: string, name: string): string {
  return outer === '' ? name : `${outer}.${name}`;
}
/** What stands in a package sees the members of that around it. */
function membersOf(name: string, place: At): Tree[] {
  if (name === '') return [];
  const all = { name: '_', as: '_', ...place };
  return [{ t: 'import', path: name.split('.'), selectors: [all], ...place }];
}

export interface Parsed {
  readonly unit: UnitTree;
  readonly problems: readonly Problem[];
}
export function parseScala(file: string, text: string): Parsed {
  const first = parseOnce(file, text);
  if (first.problems.length === 0) return first;
  const at = missingBrace(text);
  if (at === null) return first;
  const brace = '}\n';
  const healed = parseOnce(file, `${text.slice(0, at)}${brace}${text.slice(at)}`);
  const message = "Missing closing brace `}' assumed here";
  const problems: Problem[] = [{ file, at, end: at + 1, severity: 'error', message }];
  for (const p of healed.problems)
    problems.push(p.at < at ? p : { ...p, at: p.at - brace.length, end: p.end - brace.length });
  return { unit: first.unit, problems: problems.sort((a, b) => a.at - b.at) };
}

function parseOnce(file: string, text: string): Parsed {
  const empty: UnitTree = { file, text, package: '', statements: [] };
  const problemOf = ({ at, end, message }: ScalaSyntaxError): Problem => ({
    file,
    at,
    end,
    severity: 'error',
    message,
  });
  let parser: Parser | null = null;
  const errors = (): ScalaSyntaxError[] => parser?.errors ?? [];
  try {
    parser = new Parser(text, 0, text.length);
    const unit = parser.unit(file);
    return errors().length === 0 ? { unit, problems: [] } : { unit: empty, problems: errors().map(problemOf) };
  } catch (error) {
    if (!(error instanceof ScalaSyntaxError)) throw error;
    const found = errors().some((e) => e.at >= error.at) ? errors() : [...errors(), error];
    return { unit: empty, problems: found.map(problemOf) };
  }
}
