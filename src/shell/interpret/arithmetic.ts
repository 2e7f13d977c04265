/** Variables as arithmetic sees them. */
export interface ArithmeticScope {
  get(name: string, index: string | null): string | undefined;
  set(name: string, index: string | null, value: string): void;
}

export class ArithmeticError extends Error {}
class DivisionByZero extends Error {}

const BINARY: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const TOKEN =
  /\s*(?:(0[xX][0-9a-fA-F]+|\d+#[0-9a-zA-Z@_]+|\d+)|([A-Za-z_]\w*)|(<<=|>>=|\*\*|\+\+|--|\|\||&&|<<|>>|[-+*/%&|^=!<>]=|[-+*/%&|^=!<>~?:(),[\]]))/y;

/** Evaluates an expression of `$(( ))`, 64-bit as in bash. Throws {@link ArithmeticError} with bash's text (without its prefix). */
export function evaluateArithmetic(text: string, scope: ArithmeticScope, depth = 0): bigint {
  if (depth > 100) throw new ArithmeticError(`${text}: expression recursion level exceeded`);
  const tokens: { readonly text: string; readonly kind: 'number' | 'name' | 'operator'; readonly at: number }[] = [];
  let position = 0;
  while (text.slice(position).trim() !== '') {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(text);
    if (!match) throw syntaxError(text, text.slice(position).trim());
    const kind = match[1] !== undefined ? 'number' : match[2] !== undefined ? 'name' : 'operator';
    tokens.push({
      text: (match[1] ?? match[2] ?? match[3])!,
      kind,
      at: TOKEN.lastIndex - (match[1] ?? match[2] ?? match[3])!.length,
    });
    position = TOKEN.lastIndex;
  }
  if (tokens.length === 0) return 0n;
  let at = 0;
  /** Inside a branch that is not taken nothing is assigned. */
  let skipped = 0;
  const peek = (): string | undefined => tokens[at]?.text;
  const accept = (operator: string): boolean => {
    if (tokens[at]?.kind !== 'operator' || peek() !== operator) return false;
    at++;
    return true;
  };
  const rest = (): string => text.slice(tokens[at]?.at ?? text.length);
  const read = (name: string, index: string | null): bigint => {
    const value = scope.get(name, index)?.trim();
    if (value === undefined || value === '') return 0n;
    return /^-?\d+$/.test(value) && !/^-?0\d/.test(value) ? BigInt(value) : evaluateArithmetic(value, scope, depth + 1);
  };
  const write = (name: string, index: string | null, value: bigint): bigint => {
    const wrapped = BigInt.asIntN(64, value);
    if (skipped === 0) scope.set(name, index, String(wrapped));
    return wrapped;
  };

  const calculate = (operator: string, a: bigint, b: bigint): bigint => {
    try {
      return apply(operator, a, b);
    } catch (error) {
      if (!(error instanceof DivisionByZero)) throw error;
      throw new ArithmeticError(`${text}: division by 0 (error token is "${text.slice(tokens[at - 1]?.at)}")`);
    }
  };
  const comma = (): bigint => {
    let value = assignment();
    while (accept(',')) value = assignment();
    return value;
  };
  const assignment = (): bigint => {
    const start = at;
    const token = tokens[at];
    if (token?.kind === 'name') {
      at++;
      const index = subscript();
      const operator = peek();
      if (tokens[at]?.kind === 'operator' && operator && /^(?:[-+*/%&|^]|<<|>>)?=$/.test(operator)) {
        at++;
        const right = assignment();
        if (operator === '=') return write(token.text, index, right);
        return write(token.text, index, calculate(operator.slice(0, -1), read(token.text, index), right));
      }
      at = start;
    }
    return ternary();
  };
  const subscript = (): string | null => {
    if (!accept('[')) return null;
    const from = tokens[at]?.at ?? text.length;
    let nested = 1;
    while (at < tokens.length) {
      if (peek() === '[') nested++;
      if (peek() === ']' && --nested === 0) break;
      at++;
    }
    const inside = text.slice(from, tokens[at]?.at);
    at++;
    return inside.trim();
  };
  const ternary = (): bigint => {
    const condition = binary(0);
    if (!accept('?')) return condition;
    const taken = condition !== 0n;
    if (!taken) skipped++;
    const yes = assignment();
    if (!taken) skipped--;
    if (!accept(':')) throw syntaxError(text, rest(), "`:' expected for conditional expression");
    if (taken) skipped++;
    const no = assignment();
    if (taken) skipped--;
    return taken ? yes : no;
  };
  const binary = (level: number): bigint => {
    const operators = BINARY[level];
    if (!operators) return power();
    let left = binary(level + 1);
    for (;;) {
      const operator = tokens[at]?.kind === 'operator' ? peek() : undefined;
      if (operator === undefined || !operators.includes(operator)) return left;
      at++;
      const short = (operator === '&&' && left === 0n) || (operator === '||' && left !== 0n);
      if (short) skipped++;
      const right = binary(level + 1);
      if (short) skipped--;
      if (skipped > 0 || short) left = operator === '||' ? 1n : 0n;
      else left = calculate(operator, left, right);
    }
  };
  const power = (): bigint => {
    const base = unary();
    if (!accept('**')) return base;
    const exponent = power();
    if (exponent < 0n) throw new ArithmeticError(`${text}: exponent less than 0 (error token is "${rest()}")`);
    return BigInt.asIntN(64, base ** exponent);
  };
  const unary = (): bigint => {
    if (accept('!')) return unary() === 0n ? 1n : 0n;
    if (accept('~')) return ~unary();
    if (accept('-')) return -unary();
    if (accept('+')) return unary();
    for (const [operator, change] of [
      ['++', 1n],
      ['--', -1n],
    ] as const) {
      if (accept(operator)) {
        const token = tokens[at++];
        if (token?.kind !== 'name') throw syntaxError(text, rest());
        const index = subscript();
        return write(token.text, index, read(token.text, index) + change);
      }
    }
    return primary();
  };
  const primary = (): bigint => {
    const token = tokens[at];
    if (!token) throw syntaxError(text, tokens.at(-1)?.text ?? '', 'syntax error: operand expected');
    if (token.kind === 'number') {
      at++;
      return parseNumber(token.text);
    }
    if (token.kind === 'name') {
      at++;
      const index = subscript();
      const value = read(token.text, index);
      if (accept('++')) write(token.text, index, value + 1n);
      else if (accept('--')) write(token.text, index, value - 1n);
      return value;
    }
    if (accept('(')) {
      const value = comma();
      if (!accept(')')) throw syntaxError(text, rest(), "missing `)'");
      return value;
    }
    throw syntaxError(text, rest(), 'syntax error: operand expected');
  };

  const value = comma();
  if (at < tokens.length) throw syntaxError(text, rest());
  return BigInt.asIntN(64, value);
}

function syntaxError(text: string, token: string, what?: string): ArithmeticError {
  const said =
    what ?? (/^[A-Za-z0-9_]/.test(token) ? 'syntax error in expression' : 'syntax error: invalid arithmetic operator');
  return new ArithmeticError(`${text}: ${said} (error token is "${token}")`);
}

function parseNumber(text: string): bigint {
  if (/^0[xX]/.test(text)) return BigInt(text);
  const based = /^(\d+)#(.+)$/.exec(text);
  if (based) {
    const base = BigInt(based[1]!);
    let value = 0n;
    for (const digit of based[2]!) {
      const number = Number.parseInt(digit, 36);
      if (Number.isNaN(number) || BigInt(number) >= base)
        throw new ArithmeticError(`${text}: value too great for base (error token is "${text}")`);
      value = value * base + BigInt(number);
    }
    return value;
  }
  if (/^0\d/.test(text)) {
    if (/[89]/.test(text)) throw new ArithmeticError(`${text}: value too great for base (error token is "${text}")`);
    return BigInt(`0o${text.slice(1)}`);
  }
  return BigInt(text);
}

function apply(operator: string, a: bigint, b: bigint): bigint {
  const truth = (value: boolean): bigint => (value ? 1n : 0n);
  switch (operator) {
    case '+':
      return BigInt.asIntN(64, a + b);
    case '-':
      return BigInt.asIntN(64, a - b);
    case '*':
      return BigInt.asIntN(64, a * b);
    case '/':
    case '%':
      if (b === 0n) throw new DivisionByZero();
      return operator === '/' ? a / b : a % b;
    case '<<':
      return BigInt.asIntN(64, a << (b & 63n));
    case '>>':
      return a >> (b & 63n);
    case '<':
      return truth(a < b);
    case '>':
      return truth(a > b);
    case '<=':
      return truth(a <= b);
    case '>=':
      return truth(a >= b);
    case '==':
      return truth(a === b);
    case '!=':
      return truth(a !== b);
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '&&':
      return truth(a !== 0n && b !== 0n);
    default:
      return truth(a !== 0n || b !== 0n);
  }
}
