import { expect, test } from 'vitest';
import { type Exchange, playDialog } from './dialog.ts';

/**
 * A dialog of 900 questions with a real Flink 1.13.6 about programs of its own (truth/rest): streaming with side outputs and broadcast state,
 * DataSet, BATCH mode, failing, with unaligned checkpoints and savepoints; every endpoint, and what it says to bad questions. Answers
 * have the same status, headers, fields in the same order and kinds of values; plans, settings and error texts are the same to the letter.
 */

/** Questions whose answers may differ, and why. */
const ON_PURPOSE: readonly [RegExp, string][] = [
  [/^GET \/jars$/, 'a simulated jar has no program-class entry unless Maven’s manifest names one'],
  [
    /^(GET|POST) \/jars\/\{jar\}\/plan.*Batch/,
    'Flink’s order of DataSet vertices follows a hash map; the default job name has the time',
  ],
  [/includeSerializedValue|execution-result$/, 'serialized Java values of accumulators are left out'],
];
/** Of DataSet jobs vertices come in any order: only the kinds of values are compared. */
const isUnordered = (exchange: Exchange): boolean => exchange.job.startsWith('lab.Batch ');

const ID = /\b[0-9a-f]{32}\b/g;
function general(text: string, names: Readonly<Record<string, string>>): string {
  return text
    .replaceAll(names['tm'] ?? '\u0000', '<tm>')
    .replace(/(?<=taskmanagers\/)[^/ ]+/g, '<tm>')
    .replace(ID, '<id>')
    .replace(/OperationKey@[0-9a-f]+/g, 'OperationKey@<hash>')
    .replace(/\/\S*\/flink-web-upload/g, '<uploads>')
    .replace(/savepoint-[0-9a-f]{6}-[0-9a-f]{12}/g, '<savepoint>')
    .replace(/IntSerializer@[0-9a-f]+/g, 'IntSerializer@<hash>');
}
/** Keys of enum maps and of maps by id come in any order. */
const isMap = (keys: readonly string[]): boolean => keys.every((key) => /^[A-Z_]+$|^[0-9a-f]{32}$/.test(key));

/** What two answers must have in common: fields in order and kinds of values; ids of metrics as a set. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every(isMetric)) return value.map(({ id }) => id).sort();
    return value.length === 0 ? [] : [shape(value[0])];
  }
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value;
  const entries = Object.entries(value).map(([key, item]) => [key, shape(item)] as const);
  return isMap(Object.keys(value)) ? [...new Set(entries.map((entry) => JSON.stringify(entry[1])))] : entries;
}
function isMetric(value: unknown): value is { readonly id: string } {
  if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string') return false;
  return Object.keys(value).every((key) => key === 'id' || key === 'value');
}
function comparable(side: 'recorded' | 'simulated', exchange: Exchange): unknown {
  const { status, type, cors, answer } = exchange[side];
  const { errors } = (answer ?? {}) as { errors?: readonly string[] };
  const texts = errors?.map((error) => general(error, exchange.names).split('\n').slice(0, 2));
  const exact = /\/(plan|config)$/.test(exchange.recorded.request) && status === 200 && !isUnordered(exchange);
  const text =
    exact && /\{job\}/.test(exchange.recorded.request) ? general(JSON.stringify(answer), exchange.names) : null;
  return { status, type, cors, texts, text, shape: isUnordered(exchange) ? null : shape(answer) };
}

const exchanges = (await playDialog()).filter(
  ({ recorded: { request, body } }) =>
    !ON_PURPOSE.some(([question]) => question.test(`${request} ${body ?? ''}`.trim())),
);

test.each(
  exchanges.map((exchange) => [`#${exchange.index} ${exchange.job}: ${exchange.recorded.request}`, exchange] as const),
)('%s', (_name, exchange) => {
  expect(comparable('simulated', exchange)).toEqual(comparable('recorded', exchange));
});
