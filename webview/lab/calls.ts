/** Calls in the text of a Java or Scala program, found without parsing it whole: which of them make operators, and what is chained to each. Pure. */

/** One call `.name(…)`, or `name(…)`; offsets into the text. */
export interface Call {
  readonly name: string;
  /** The dot, or the name where there is none. */
  readonly from: number;
  readonly nameAt: number;
  /** Inside the parentheses; both are `end` where a Scala call has none. */
  readonly argsFrom: number;
  readonly argsTo: number;
  /** Behind its last parenthesis. */
  readonly end: number;
  /** Line of the name, from 1. */
  readonly line: number;
}

/** A call that makes an operator, with its neighbours in the chain. */
export interface OperatorCall extends Call {
  /** The call whose result it is called on; null: a variable or nothing. */
  readonly before: Call | null;
  /** Settings called on its result, in order: setParallelism, name, uid … */
  readonly settings: readonly Call[];
}

/** Methods of the DataStream API that add an operator to the program. */
const OPERATORS = new Set(
  (
    'socketTextStream fromElements fromCollection fromParallelCollection fromSequence generateSequence readTextFile readFile ' +
    'readFileStream createInput addSource fromSource map flatMap flatMapWithState mapWithState filter filterWithState process reduce fold sum min max minBy maxBy ' +
    'aggregate apply project transform assignTimestampsAndWatermarks assignAscendingTimestamps iterate print printToErr ' +
    'addSink sinkTo writeAsText writeAsCsv writeToSocket writeUsingOutputFormat executeAndCollect'
  ).split(' '),
);
/** Methods that set something on the operator they are called on and return it. */
const SETTINGS = new Set(
  (
    'name uid setUidHash setParallelism setMaxParallelism slotSharingGroup disableChaining startNewChain setBufferTimeout ' +
    'returns forceNonParallel setResources setDescription'
  ).split(' '),
);
export const PARTITIONERS = ['forward', 'rebalance', 'rescale', 'shuffle', 'broadcast', 'global'] as const;
export type Partitioner = (typeof PARTITIONERS)[number];

export function operatorCalls(text: string): readonly OperatorCall[] {
  const code = withoutTexts(text);
  const calls = callsIn(code);
  const byStart = new Map(calls.filter(({ from, nameAt }) => from < nameAt).map((call) => [call.from, call]));
  const byEnd = new Map(calls.map((call) => [call.end, call]));
  const next = (call: Call): Call | undefined => byStart.get(skip(code, call.end, 1));
  return calls
    .filter(({ name }) => OPERATORS.has(name))
    .map((call) => {
      const settings: Call[] = [];
      for (let one = next(call); one !== undefined && SETTINGS.has(one.name); one = next(one)) settings.push(one);
      const chained = call.from < call.nameAt;
      return { ...call, settings, before: chained ? (byEnd.get(skip(code, call.from - 1, -1) + 1) ?? null) : null };
    });
}

/**
 * For each operator that a program made, the call that made it: by the line it was made on and the order there.
 * @param lines the lines, from 1, in the order of making; 0: not in this text
 */
export function matchCalls(calls: readonly OperatorCall[], lines: readonly number[]): readonly (OperatorCall | null)[] {
  const seen = new Map<number, number>();
  return lines.map((line) => {
    const here = calls.filter((call) => call.line === line);
    const n = seen.get(line) ?? 0;
    seen.set(line, n + 1);
    return here[Math.min(n, here.length - 1)] ?? null;
  });
}

function callsIn(code: string): Call[] {
  const calls: Call[] = [];
  const lines = lineStarts(code);
  for (const match of code.matchAll(/(?<![\w$])[A-Za-z_$][\w$]*/gu)) {
    const nameAt = match.index;
    const [name] = match;
    const dot = dotBefore(code, nameAt);
    let end = skip(code, nameAt + name.length, 1);
    if (code[end] === '[') end = skip(code, closing(code, end), 1);
    const open = code[end];
    let argsFrom = nameAt + name.length;
    let argsTo = argsFrom;
    if (open === '(' || (open === '{' && dot !== null)) {
      argsFrom = end + 1;
      end = closing(code, end);
      argsTo = end - 1;
      for (let more = skip(code, end, 1); open === '(' && code[more] === '('; more = skip(code, end, 1)) {
        end = closing(code, more);
      }
    } else if (dot !== null && (OPERATORS.has(name) || SETTINGS.has(name) || isPartitioner(name))) {
      end = argsFrom;
    } else continue;
    calls.push({ name, from: dot ?? nameAt, nameAt, argsFrom, argsTo, end, line: lineOf(lines, nameAt) });
  }
  return calls;
}

export const isPartitioner = (name: string): name is Partitioner => (PARTITIONERS as readonly string[]).includes(name);

/** The dot a name is called with; Java's type arguments may stand between. */
function dotBefore(code: string, nameAt: number): number | null {
  let at = skip(code, nameAt - 1, -1);
  if (code[at] === '>') {
    for (let depth = 0; at >= 0; at--) {
      depth += code[at] === '>' ? 1 : code[at] === '<' ? -1 : 0;
      if (depth === 0) break;
    }
    at = skip(code, at - 1, -1);
  }
  return code[at] === '.' ? at : null;
}

/** The first place from `at` on, in a direction, that is no white space. */
function skip(code: string, at: number, direction: 1 | -1): number {
  let i = at;
  while (i >= 0 && i < code.length && /\s/u.test(code[i]!)) i += direction;
  return i;
}

/** Behind the bracket that closes the one at `open`; the text's end when none does. */
function closing(code: string, open: number): number {
  let depth = 0;
  for (let i = open; i < code.length; i++) {
    if ('([{'.includes(code[i]!)) depth++;
    else if (')]}'.includes(code[i]!) && --depth === 0) return i + 1;
  }
  return code.length;
}

/** The same text with what stands in comments, strings and character literals blanked, line breaks kept. */
function withoutTexts(text: string): string {
  return text.replaceAll(
    /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"""[\s\S]*?(?:"""|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.[^'\n]*)'/gu,
    (match) => match.replaceAll(/[^\n]/gu, match.startsWith('/') ? ' ' : '_'),
  );
}

function lineStarts(code: string): number[] {
  return [0, ...[...code.matchAll(/\n/gu)].map(({ index }) => index + 1)];
}
function lineOf(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle;
  }
  return low + 1;
}
