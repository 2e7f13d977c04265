import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('the figures are what scripts/figures draws, in both languages', () => {
  expect(execFileSync(process.execPath, ['scripts/figures.mjs', '--check'], { encoding: 'utf8' })).toBe('');
  const figure = (language: string): string => readFileSync(`lessons/${language}/figures/architecture.svg`, 'utf8');
  expect(figure('en')).toContain('>client<');
  expect(figure('zh')).toContain('>客户端<');
});
