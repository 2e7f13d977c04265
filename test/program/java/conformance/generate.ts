import fc from 'fast-check';
import type { Snippet } from './snippets.ts';

/** Random programs of arithmetic, strings and collections; the same ones for the same seed. */
export function generated(seed: number, count: number): Snippet[] {
  return fc.sample(program, { seed, numRuns: count }).map((body, i) => {
    const name = `Generated${i}`;
    const source = `import java.util.*; import java.util.stream.*; public class ${name} {
interface Step { Object run(); }
static void show(Step step) { try { System.out.println(step.run()); } catch (RuntimeException e) { System.out.println(e); } }
public static void main(String[] args) {
${body.join('\n')}
}
}
`;
    return { name, source };
  });
}

type Text = fc.Arbitrary<string>;
const oneOf = (...texts: string[]): Text => fc.constantFrom(...texts);
/** A template with a value in each hole. */
const fill = (parts: TemplateStringsArray, ...holes: Text[]): Text =>
  fc.tuple(...holes).map((values) => parts.reduce((text, part, i) => text + part + (values[i] ?? ''), ''));

const intLiteral = fc
  .oneof(fc.integer({ min: -20, max: 20 }), fc.integer(), fc.constantFrom(2147483647, -2147483648))
  .map((n) => (n < 0 ? `(${n})` : `${n}`));
const longLiteral = fc
  .oneof(fc.bigInt({ min: -20n, max: 20n }), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }))
  .map((n) => (n < 0n ? `(${n}L)` : `${n}L`));
const doubleLiteral = fc
  .oneof(
    fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8),
    fc.constantFrom(0.1, 1e10, 1e-5, 123456789.125, 3.0e300),
  )
  .map((n) => {
    const text = Number.isInteger(n) && Math.abs(n) < 1e15 ? `${n}.0` : `${n}`.replace('e+', 'e');
    return n < 0 || Object.is(n, -0) ? `(${text})` : text;
  });
const stringLiteral = fc
  .array(fc.constantFrom('a', 'b', 'c', 'X', 'Y', ' ', ',', '.', '1', '42', '世', '-'), { maxLength: 8 })
  .map((parts) => JSON.stringify(parts.join('')));

/** Expressions by their type; `i j k`, `l m`, `d e`, `s t`, `c` and `b` are the program's variables. */
const { int, long, double, string, boolean } = fc.letrec<{
  int: string;
  long: string;
  double: string;
  string: string;
  boolean: string;
}>((tie) => {
  const [i, l, d, s, b] = [tie('int'), tie('long'), tie('double'), tie('string'), tie('boolean')] as const;
  const arithmetic = oneOf('+', '-', '*', '/', '%');
  const compare = oneOf('<', '<=', '>', '>=', '==', '!=');
  const deep = { depthSize: 'small', maxDepth: 4 } as const;
  return {
    int: fc.oneof(
      deep,
      intLiteral,
      oneOf('i', 'j', 'k', 'c', '((int) c)', '((byte) i)', '((short) j)'),
      fill`(${i} ${arithmetic} ${i})`,
      fill`(${i} ${oneOf('&', '|', '^')} ${i})`,
      fill`(${i} ${oneOf('<<', '>>', '>>>')} ${i})`,
      fill`(${oneOf('-', '~', '+')}${i})`,
      fill`((int) (${l}))`,
      fill`((int) (${d}))`,
      fill`(${b} ? ${i} : ${i})`,
      fill`Math.${oneOf('max', 'min', 'floorMod', 'floorDiv')}(${i}, ${i})`,
      fill`Integer.${oneOf('compare', 'sum', 'rotateLeft')}(${i}, ${i})`,
      fill`Integer.${oneOf('bitCount', 'reverse', 'signum', 'numberOfTrailingZeros', 'hashCode')}(${i})`,
      fill`${s}.${oneOf('length()', 'hashCode()', 'trim().length()')}`,
      fill`${s}.${oneOf('indexOf', 'compareTo', 'lastIndexOf', 'compareToIgnoreCase')}(${s})`,
      fill`Long.hashCode(${l})`,
      fill`Double.hashCode(${d})`,
    ),
    long: fc.oneof(
      deep,
      longLiteral,
      oneOf('l', 'm', '(i + l)', '1L'),
      fill`(${l} ${arithmetic} ${l})`,
      fill`(${l} ${oneOf('&', '|', '^')} ${i})`,
      fill`(${l} ${oneOf('<<', '>>', '>>>')} ${i})`,
      fill`((long) (${d}))`,
      fill`(${i} + ${longLiteral})`,
      fill`Math.abs(${l})`,
      fill`Math.round(${d})`,
      fill`(${b} ? ${l} : ${i})`,
    ),
    double: fc.oneof(
      deep,
      doubleLiteral,
      oneOf('d', 'e', '(i / 4.0)', '((float) d)'),
      fill`(${d} ${arithmetic} ${d})`,
      fill`(${d} ${arithmetic} ${i})`,
      fill`Math.${oneOf('floor', 'ceil', 'rint', 'abs')}(${d})`,
      fill`Math.sqrt(${i})`,
      fill`((double) (${l}))`,
      fill`(${b} ? ${d} : ${i})`,
    ),
    boolean: fc.oneof(
      deep,
      oneOf('true', 'b', '(i > j)', 's.isEmpty()'),
      fill`(${i} ${compare} ${i})`,
      fill`(${l} ${compare} ${i})`,
      fill`(${d} ${compare} ${d})`,
      fill`${s}.${oneOf('equals', 'startsWith', 'contains', 'endsWith', 'equalsIgnoreCase')}(${s})`,
      fill`!(${b})`,
      fill`(${b} ${oneOf('&&', '||', '^', '&', '|')} ${b})`,
    ),
    string: fc.oneof(
      deep,
      stringLiteral,
      oneOf('s', 't'),
      fill`(${s} + ${i})`,
      fill`(${s} + ${l})`,
      fill`(${s} + ${d})`,
      fill`(${s} + c + ${b})`,
      fill`(${s} + ${s})`,
      fill`${s}.${oneOf('toUpperCase()', 'trim()', 'strip()', 'toLowerCase()', 'repeat(2)', 'intern()')}`,
      fill`${s}.substring(${fc.nat({ max: 4 }).map(String)})`,
      fill`${s}.replace(${oneOf("'a'", "'X'", "'1'")}, ${oneOf("'z'", "' '")})`,
      fill`${s}.replaceAll(${oneOf('"[ab]+"', '"\\\\d"', '"(.)\\\\1"', '"\\\\s*,\\\\s*"')}, ${oneOf('"_"', '""', '"<$0>"')})`,
      fill`String.valueOf(${d})`,
      fill`Integer.${oneOf('toHexString', 'toBinaryString', 'toString')}(${i})`,
      fill`Long.${oneOf('toHexString', 'toString', 'toOctalString')}(${l})`,
      fill`String.format(${oneOf('"%5d|"', '"%-6d|"', '"%,d"', '"%x"', '"%08d"', '"%+d"')}, ${i})`,
      fill`String.format(${oneOf('"%.2f"', '"%10.3f"', '"%e"', '"%.0f"')}, ${d})`,
      fill`Arrays.toString(${s}.split(${oneOf('","', '" "', '"[.,]"', '""', '"a"')}))`,
    ),
  };
});

const any = fc.oneof(int, long, double, string, boolean);
const shown = fill`show(() -> ${any});`;
const ints = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 10 }).map((all) => all.join(', '));
const words = fc.array(stringLiteral, { maxLength: 8 }).map((all) => all.join(', '));
const assigned = fc.oneof(
  fill`{ int x = ${int.filter((text) => !text.includes('/') && !text.includes('%') && !text.includes('floor') && !text.includes('substring'))}; x += ${intLiteral}; x ^= 5; byte y = (byte) x; y += 100; short z = y; z *= 300; char w = (char) (x & 127); w++; long v = x; v <<= 33; x >>>= 3; x -= 1.5; System.out.println(x + " " + y + " " + z + " " + (int) w + " " + v + " " + x++ + ++x); }`,
  fill`{ int n = 0; for (int x = ${fc.nat({ max: 9 }).map(String)}; x < 20; x += ${fc.integer({ min: 1, max: 5 }).map(String)}) { if (x % 3 == 0) continue; if (x > ${fc.integer({ min: 5, max: 25 }).map(String)}) break; n = n * 31 + x; } System.out.println(n); }`,
  fill`{ Random r = new Random(${longLiteral}); System.out.println(r.nextInt() + " " + r.nextInt(100) + " " + r.nextLong() + " " + r.nextDouble() + " " + r.nextBoolean() + " " + r.nextGaussian()); }`,
  fill`{ StringBuilder x = new StringBuilder(${stringLiteral}); x.append(${intLiteral}).insert(0, ${doubleLiteral}).reverse(); if (x.length() > 2) x.deleteCharAt(1).setLength(2); System.out.println(x); }`,
);
const collections = fc.oneof(
  fill`{ List<Integer> x = new ArrayList<>(Arrays.asList(${ints})); Collections.sort(x); x.add(0, 7); x.remove(Integer.valueOf(7)); x.removeIf(n -> n % 2 == 0); System.out.println(x + " " + x.hashCode() + " " + x.stream().mapToInt(Integer::intValue).sum() + " " + x.contains(3)); }`,
  fill`{ Map<String, Integer> x = new HashMap<>(); for (String w : new String[] {${words}}) x.merge(w, 1, Integer::sum); System.out.println(x + " " + x.hashCode() + " " + new TreeMap<>(x)); }`,
  fill`{ Set<Object> x = new HashSet<>(Arrays.<Object>asList(${words})); for (int n : new int[] {${ints}}) x.add(n); x.add(2.5); x.add('q'); x.add(1L << 40); System.out.println(x); }`,
  fill`System.out.println(Stream.<String>of(${words}).filter(w -> !w.isEmpty()).map(String::toLowerCase).sorted(Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder())).collect(Collectors.joining("|", "<", ">")));`,
  fill`System.out.println(IntStream.of(${ints}).boxed().collect(Collectors.groupingBy(n -> Math.floorMod(n, 3), Collectors.counting())));`,
  fill`{ Deque<Integer> x = new ArrayDeque<>(); for (int n : new int[] {${ints}}) { if (n > 0) x.push(n); else if (!x.isEmpty()) x.pollLast(); } PriorityQueue<Integer> y = new PriorityQueue<>(x); System.out.println(x + " " + y + " " + y.poll()); }`,
  fill`{ int[] x = {${ints}}; Arrays.sort(x); System.out.println(Arrays.toString(x) + Arrays.hashCode(x) + Arrays.stream(x).filter(n -> n > 0).summaryStatistics()); }`,
  fill`System.out.println(IntStream.of(${ints}).average() + " " + DoubleStream.of(${doubleLiteral}, ${doubleLiteral}).sum() + " " + Stream.of(${words}).distinct().count());`,
);
const program = fc
  .tuple(
    fill`int i = ${intLiteral}, j = ${intLiteral}, k = ${intLiteral}; long l = ${longLiteral}, m = ${longLiteral}; double d = ${doubleLiteral}, e = ${doubleLiteral}; String s = ${stringLiteral}, t = ${stringLiteral}; char c = ${oneOf("'a'", "'Z'", "'7'", "'世'")}; boolean b = ${oneOf('true', 'false')};`,
    fc.array(
      fc.oneof(
        { weight: 3, arbitrary: shown },
        { weight: 1, arbitrary: assigned },
        { weight: 2, arbitrary: collections },
      ),
      {
        minLength: 6,
        maxLength: 12,
      },
    ),
  )
  .map(([variables, statements]) => [variables, ...statements]);
