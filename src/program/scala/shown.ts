import type { ClassSymbol, MethodSymbol, Type } from '../check/types.ts';
import type { Chosen } from './candidates.ts';
import type { ScalaChecker } from './classes.ts';
import { decode } from './predefined.ts';

// Types and signatures as a Scala program writes them.

/** Without the packages: `DataStream[(String, Int)]`. */
export function typeText(checker: ScalaChecker, type: Type): string {
  return checker.show(type).replace(/(?<![\w.$])(?:[a-z_]\w*\.)+(?=[A-Z])/g, '');
}

/** `map[R](fun: T => R): DataStream[R]`; of a member, as its receiver has it. */
export function methodText(checker: ScalaChecker, method: MethodSymbol, chosen: Chosen | null): string {
  checker.resultOf(method);
  const own = method.parameters.slice(chosen?.extension ? 1 : 0);
  const seen = chosen ? checker.formals(chosen) : null;
  const show = (type: Type): string => typeText(checker, seen ? checker.put(type, seen.by) : type);
  const count = own.length - (seen ? seen.implicits : checker.implicitCount(method));
  const parameters = own.slice(0, count).map(({ name, type }, i) => {
    const formal = seen?.params[i] ?? type;
    const isRepeated = method.varargs && i === count - 1 && formal.kind === 'array';
    return `${name}: ${isRepeated ? `${show(formal.of)}*` : show(formal)}`;
  });
  const open = method.typeParameters.filter((v) => !seen?.by.get(v)).map((v) => v.name);
  const generic = open.length > 0 ? `[${open.join(', ')}]` : '';
  if (method.name === '<init>') return `new ${method.owner.name}(${parameters.join(', ')})`;
  const lists = checker.lists.get(method) ?? libraryLists(checker, own.slice(0, count), method);
  const written =
    parameters.length === 0 && (method.parameterless || method.owner.binaryName.startsWith('scala.'))
      ? ''
      : lists
        ? listsOf(parameters, lists)
        : `(${parameters.join(', ')})`;
  const result = seen?.result ?? method.returnType;
  return `${decode(method.name)}${generic}${written}: ${result.kind === 'error' ? '?' : show(result)}`;
}

/** The library declares `foldLeft(z)(f)` with one list: functions behind other arguments stand in a list of their own. */
function libraryLists(
  checker: ScalaChecker,
  parameters: readonly { readonly type: Type }[],
  { owner }: MethodSymbol,
): readonly number[] | null {
  if (!owner.binaryName.startsWith('scala.')) return null;
  const from = parameters.findIndex(({ type }) => checker.functionShape(type));
  const isSplit = from > 0 && parameters.slice(from).every(({ type }) => checker.functionShape(type));
  return isSplit ? [from, parameters.length - from] : null;
}

/** The parameters in their lists; the last list is left out where its parameters are (they are implicit). */
function listsOf(parameters: readonly string[], lengths: readonly number[]): string {
  let text = '';
  let from = 0;
  for (const length of lengths) {
    if (length > 0 && from >= parameters.length) break;
    text += `(${parameters.slice(from, from + length).join(', ')})`;
    from += length;
  }
  return text;
}

/** `case class Word(text: String, count: Int)`, `trait scala.collection.Seq[A]` */
export function classText(checker: ScalaChecker, symbol: ClassSymbol): string {
  const name = symbol.qualifiedName.replace(/\$(?=\.|$)/g, '');
  const generic = symbol.typeParameters.length > 0 ? `[${symbol.typeParameters.map((p) => p.name).join(', ')}]` : '';
  const fields = checker.caseClasses.get(symbol);
  if (fields)
    return `case class ${name}${generic}(${fields.map((f) => `${f.name}: ${typeText(checker, f.type)}`).join(', ')})`;
  const kind = symbol.isModule
    ? 'object'
    : symbol.isInterface
      ? 'trait'
      : symbol.flags.has('abstract')
        ? 'abstract class'
        : 'class';
  return `${kind} ${name}${generic}`;
}
