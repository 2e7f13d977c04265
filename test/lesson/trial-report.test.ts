import { describe, expect, it } from 'vitest';
import { compareOutput, parseProgramCheck } from '../../src/lesson/program-check.ts';
import { differenceReport, trialWords } from '../../src/lesson/trial-report.ts';

const wanted = parseProgramCheck({ class: 'lesson.A' }, 'args: --input /tmp/a\noutput: |\n  one\n  two\n').cases[0]!;
const printed = ['one', 'three'];
const report = (title: string): string[] =>
  differenceReport(wanted, printed, compareOutput(wanted, printed)!, trialWords(title));

describe('what a check says about a program', () => {
  it('is what was expected, what came, and where they part', () => {
    expect(report('Two lines')).toEqual([
      'expected:',
      '  one',
      '  two',
      'actual:',
      '  one',
      '  three',
      'missing:',
      '  two',
      'not expected:',
      '  three',
    ]);
  });
  it('is in the language of its title', () => {
    expect(report('两行')).toEqual([
      '应该打印：',
      '  one',
      '  two',
      '实际打印：',
      '  one',
      '  three',
      '少了：',
      '  two',
      '多了：',
      '  three',
    ]);
    expect(trialWords('两行').given(wanted)).toBe('参数 --input /tmp/a');
    expect(trialWords(undefined).given(wanted)).toBe('arguments --input /tmp/a');
  });
});
