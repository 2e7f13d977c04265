import { HadoopError } from '../../hadoop/ipc.ts';
import type { FileStat } from '../../platform/types.ts';
import { patternSource } from '../interpret/pattern.ts';

/** `*`, `?`, `[…]` and `{a,b}` of one path component. */
export function globToRegExp(glob: string): RegExp {
  const alternatives = /^(.*)\{([^{}]*)\}(.*)$/.exec(glob);
  const globs = alternatives
    ? alternatives[2]!.split(',').map((part) => `${alternatives[1]}${part}${alternatives[3]}`)
    : [glob];
  return new RegExp(
    `^(?:${globs.map((text) => patternSource([{ text, quoted: false }], '[^/]*', '[^/]')).join('|')})$`,
  );
}

/** `-rw-r--r--` with a t where the sticky bit is set. */
export function modeOf({ mode, type }: FileStat): string {
  const letters = [...'rwxrwxrwx'].map((letter, i) => ((mode >> (8 - i)) & 1 ? letter : '-'));
  if (mode & 0o1000) letters[8] = letters[8] === 'x' ? 't' : 'T';
  return `${type === 'directory' ? 'd' : '-'}${letters.join('')}`;
}

/** Octal, or clauses such as `u+x,go-w`, `a+rw`, `+t`. */
export function newMode({ mode }: FileStat, text: string): number {
  if (/^[0-7]{3,4}$/.test(text)) return Number.parseInt(text, 8);
  let result = mode;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)([+=-])([rwxXt]*)$/.exec(clause);
    if (!match)
      throw new HadoopError(
        'java.lang.IllegalArgumentException',
        `chmod : mode '${text}' does not match the expected pattern.`,
      );
    const bits = [...match[3]!].reduce((sum, letter) => sum | ({ r: 4, w: 2, x: 1, X: 1 }[letter] ?? 0), 0);
    const who = match[1] === '' || match[1]!.includes('a') ? 'ugo' : match[1]!;
    for (const each of who) {
      const shift = { u: 6, g: 3, o: 0 }[each as 'u' | 'g' | 'o'];
      if (match[2] === '=') result &= ~(7 << shift);
      result = match[2] === '-' ? result & ~(bits << shift) : result | (bits << shift);
    }
    if (match[3]!.includes('t')) result = match[2] === '-' ? result & ~0o1000 : result | 0o1000;
  }
  return result;
}

/** StringUtils.TraditionalBinaryPrefix with one decimal: `12`, `1.5 K`, `2.3 M`. */
export function human(bytes: number): string {
  const units = ['', ' K', ' M', ' G', ' T'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return unit === 0 ? String(bytes) : `${Number.isInteger(value) ? value : value.toFixed(1)}${units[unit]}`;
}
