import type { compareOutput, ProgramCase } from './program-check.ts';

/** What a `check` cell says about a program that was tried, to the person who solves the exercise. */
export interface TrialWords {
  unreadable(message: string): string;
  missingClass(className: string): string;
  passed(times: number): string;
  /** Which of the cases it was; `number` counts from 1. */
  tried(number: number, cases: number, seed: number, given: string): string;
  given(wanted: ProgramCase): string;
  failed(message: string, line: number | null): string;
  exitCode(code: number | null): string;
  readonly expected: string;
  readonly actual: string;
  readonly nothing: string;
  readonly missing: string;
  readonly unexpected: string;
  readonly reordered: string;
  more(lines: number): string;
}

const listed = (parts: readonly string[], nothing: string, separator: string): string =>
  parts.length === 0 ? nothing : parts.join(separator);

const ENGLISH: TrialWords = {
  unreadable: (message) => `This check cannot be read: ${message}.`,
  missingClass: (className) => `No cell holds the class ${className} yet.`,
  passed: (times) => `${times} of ${times} trials print what they should.`,
  tried: (number, cases, seed, given) =>
    `${cases > 1 ? `Case ${number} of ${cases}` : 'Tried'}, seed ${seed}: ${given}`,
  given: ({ args, files, input }) =>
    listed(
      [
        ...(args === '' ? [] : [`arguments ${args}`]),
        ...Object.keys(files).map((path) => `file ${path}`),
        ...Object.keys(input).map((place) => `lines typed into ${place}`),
      ],
      'no arguments',
      ', ',
    ),
  failed: (message, line) => `The program failed: ${message}${line === null ? '' : ` (line ${line})`}`,
  exitCode: (code) => `exit code ${code}`,
  expected: 'expected:',
  actual: 'actual:',
  nothing: '(nothing)',
  missing: 'missing:',
  unexpected: 'not expected:',
  reordered: 'The lines are right, their order is not.',
  more: (lines) => `… ${lines} more`,
};

const CHINESE: TrialWords = {
  unreadable: (message) => `这个检查读不了：${message}`,
  missingClass: (className) => `还没有哪个单元格里有类 ${className}。`,
  passed: (times) => `试了 ${times} 次，打印的都对。`,
  tried: (number, cases, seed, given) =>
    `${cases > 1 ? `第 ${number} 组数据（共 ${cases} 组）` : '试了一次'}，种子 ${seed}：${given}`,
  given: ({ args, files, input }) =>
    listed(
      [
        ...(args === '' ? [] : [`参数 ${args}`]),
        ...Object.keys(files).map((path) => `文件 ${path}`),
        ...Object.keys(input).map((place) => `往 ${place} 输入几行`),
      ],
      '没有参数',
      '，',
    ),
  failed: (message, line) => `程序出错了：${message}${line === null ? '' : `（第 ${line} 行）`}`,
  exitCode: (code) => `退出码 ${code}`,
  expected: '应该打印：',
  actual: '实际打印：',
  nothing: '（什么都没有）',
  missing: '少了：',
  unexpected: '多了：',
  reordered: '每一行都对，顺序不对。',
  more: (lines) => `…… 还有 ${lines} 行`,
};

/** A check speaks the language of its title. */
export const trialWords = (title: string | true | undefined): TrialWords =>
  typeof title === 'string' && /\p{sc=Han}/u.test(title) ? CHINESE : ENGLISH;

/** More of an output is cut off. */
const MOST_LINES = 20;

/** Lines of an output, set in; many are cut off. */
export const indented = (lines: readonly string[], words: TrialWords): string[] => [
  ...lines.slice(0, MOST_LINES).map((line) => `  ${line}`),
  ...(lines.length > MOST_LINES ? [`  ${words.more(lines.length - MOST_LINES)}`] : []),
];

/** Expected, actual and where they part. */
export function differenceReport(
  wanted: ProgramCase,
  printed: readonly string[],
  { missing, unexpected, reordered }: NonNullable<ReturnType<typeof compareOutput>>,
  words: TrialWords,
): string[] {
  return [
    words.expected,
    ...indented(wanted.output, words),
    words.actual,
    ...indented(printed.length === 0 ? [words.nothing] : printed, words),
    ...(missing.length > 0 ? [words.missing, ...indented(missing, words)] : []),
    ...(unexpected.length > 0 ? [words.unexpected, ...indented(unexpected, words)] : []),
    ...(reordered ? [words.reordered] : []),
  ];
}
