/**
 * One HTML page that plays a run anywhere, without VS Code and without a network. Pure text, for the command line
 * (`--html`), the editor's export and tests.
 */
import type { TraceEntry, TraceHeader } from '../../src/trace/facts.ts';

/** @param script the bundled view, dist/webview/cluster.js */
export function standalonePage(script: string, header: TraceHeader, entries: readonly TraceEntry[]): string {
  const trace = [header, ...entries].map((line) => JSON.stringify(line).replaceAll('<', '\\u003c')).join('\n');
  const title = header.title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}"></head>`,
    '<body><div id="millrace"></div>',
    `<script id="trace" type="application/x-ndjson">${trace}</script>`,
    `<script>${script.replaceAll('</script', '<\\/script')}</script></body></html>`,
  ].join('\n');
}
