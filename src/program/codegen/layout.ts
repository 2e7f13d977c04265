import type { SourceMap, SourcePlace } from '../throwable.ts';
import type { MethodPlace } from './context.ts';

export interface Layout {
  readonly code: string;
  readonly map: SourceMap;
}

/**
 * Turns the marks in generated code into line breaks, so that every line of the script comes from one line of one method:
 * a stack trace of the script then tells Java's line.
 */
export function layout(marked: string, methods: readonly MethodPlace[]): Layout {
  const out: string[] = [];
  const lines: (SourcePlace | undefined)[] = [undefined];
  let method: MethodPlace | null = null;
  let line = 0;
  let from = 0;
  let current = '';
  // `new Function` puts two lines before the body.
  lines.push(undefined, undefined);
  const flush = (): void => {
    out.push(current);
    lines.push(method && method.name !== '' && line > 0 ? { method, line } : undefined);
    current = '';
  };
  const add = (text: string): void => {
    const parts = text.split('\n');
    for (let i = 0; i < parts.length; i++) {
      if (i > 0) flush();
      current += parts[i];
    }
  };
  for (let at = marked.indexOf('\u0001'); at >= 0; at = marked.indexOf('\u0001', from)) {
    add(marked.slice(from, at));
    const end = marked.indexOf('\u0002', at);
    const what = marked.slice(at + 1, end);
    from = end + 1;
    if (what.startsWith('M')) {
      const next = methods[Number(what.slice(1))] ?? null;
      if (next !== method) {
        if (current.trim() !== '') flush();
        method = next;
        line = 0;
      }
      continue;
    }
    const next = Number(what);
    if (next === line) continue;
    if (current.trim() !== '') flush();
    line = next;
  }
  add(marked.slice(from));
  flush();
  return { code: out.join('\n'), map: { lines } };
}
