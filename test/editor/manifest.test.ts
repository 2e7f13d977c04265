import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const json = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

/** Texts of all modules of the editor. */
const modules = readdirSync('src/editor', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(path.join('src/editor', name), 'utf8'));

describe('words in English and Chinese', () => {
  it('translates every key of the manifest', () => {
    const used = [...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]!);
    expect(Object.keys(json('package.nls.json')).sort()).toEqual([...new Set(used)].sort());
    expect(Object.keys(json('package.nls.zh-cn.json')).sort()).toEqual([...new Set(used)].sort());
  });
  it('translates every message of the editor', () => {
    const messages = modules.flatMap((text) =>
      [...text.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)].map((m) => m[1]!),
    );
    expect(messages.length).toBeGreaterThan(20);
    expect(Object.keys(json('l10n/bundle.l10n.zh-cn.json')).sort()).toEqual([...new Set(messages)].sort());
  });
  it('contributes every command that it registers', () => {
    const registered = modules.flatMap((text) => /const commands: [\s\S]*?\n {2}\};/.exec(text)?.[0] ?? []);
    const names = registered.flatMap((text) =>
      [...text.matchAll(/^ {4}(\w+)(?=[:,])/gm)].map((match) => `millrace.${match[1]!}`),
    );
    const { contributes } = json('package.json') as { contributes: { commands: { command: string }[] } };
    expect(contributes.commands.map(({ command }) => command).sort()).toEqual(names.sort());
  });
});

describe('the check of dependency arrows', () => {
  const check = (files: Record<string, string>): { code: number; output: string } => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'millrace-arrows-'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    try {
      const output = execFileSync('node', [path.resolve('scripts/arrows.mjs')], { cwd: folder, stdio: 'pipe' });
      return { code: 0, output: String(output) };
    } catch (error) {
      const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer };
      return { code: 1, output: String(stderr) + String(stdout) };
    }
  };
  it('lets downward imports pass', () => {
    const files = { 'src/world/a.ts': "import { b } from '../flink/b.ts';", 'src/flink/b.ts': 'export const b = 1;' };
    expect(check(files)).toMatchObject({ code: 0, output: expect.stringContaining('2 modules, 1 imports') });
  });
  it.each([
    ['an upward import', "import type { A } from '../world/a.ts';", 'src/flink must not import src/world'],
    ['vscode below the editor', "import * as vscode from 'vscode';", 'only src/editor may import vscode'],
    ['Node below the hosts', "export { readFile } from 'node:fs/promises';", 'imports node:fs/promises'],
    ['the real clock', 'export const now = () => Date.now();', 'uses Date.now'],
    ['a dynamic import of nothing', "const x = import('./gone.ts');", 'which is not there'],
  ])('refuses %s', (_, text, fault) => {
    const result = check({ 'src/flink/b.ts': text, 'src/world/a.ts': 'export type A = 1;' });
    expect(result.code).toBe(1);
    expect(result.output).toContain(fault);
  });
  it('fails when it sees no modules', () => {
    expect(check({ 'README.md': '' }).code).toBe(1);
  });
});
