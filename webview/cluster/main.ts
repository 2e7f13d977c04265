/** Entry of the page: talks to VS Code when it is there, else plays the trace it finds in the page or is given. */
import { App } from './app.ts';
import type { Memory } from './memory.ts';
import type { HostMessage, ViewMessage } from './protocol.ts';
import { readTrace } from './read.ts';
import { standalonePage } from './standalone.ts';

declare function acquireVsCodeApi(): Memory & { postMessage(message: ViewMessage): void };

const root = document.getElementById('millrace') ?? document.body.appendChild(document.createElement('div'));
root.id = 'millrace';

const hosted = typeof acquireVsCodeApi === 'function';
const host = hosted ? acquireVsCodeApi() : null;
const post = (message: ViewMessage): void => {
  if (host !== null) host.postMessage(message);
  else window.dispatchEvent(new CustomEvent('millrace', { detail: message }));
};

if (!hosted && !/\bvscode-/u.test(document.body.className)) {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  document.body.classList.add(dark ? 'vscode-dark' : 'vscode-light');
}

const app = new App(root, post, host);
Object.assign(window, { millrace: app });
window.addEventListener('message', (event: MessageEvent<HostMessage>) => {
  if (typeof event.data === 'object' && event.data !== null && 'type' in event.data) app.receive(event.data);
});
post({ type: 'ready', have: 0 });

/** What a host would do with files, done by the browser: they are downloaded. */
function keep(message: ViewMessage): void {
  if (message.type === 'copy-cell') void navigator.clipboard?.writeText(message.line).catch(() => undefined);
  if (message.type !== 'save' || played === null) return;
  const header = { ...played.header, bookmarks: message.bookmarks ?? [] };
  const lines = () => `${[header, ...(played?.entries ?? [])].map((line) => JSON.stringify(line)).join('\n')}\n`;
  const script = [...document.scripts].find((one) => one.type === '')?.textContent ?? '';
  const contents: Readonly<Record<typeof message.kind, () => BlobPart>> = {
    trace: lines,
    html: () => standalonePage(script, header, played?.entries ?? []),
    svg: () => message.text ?? '',
    png: () => Uint8Array.from(atob(message.text ?? ''), (letter) => letter.charCodeAt(0)),
  };
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([contents[message.kind]()]));
  link.download = message.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

let played: ReturnType<typeof readTrace> | null = null;
if (!hosted) {
  window.addEventListener('millrace', (event) => keep((event as CustomEvent<ViewMessage>).detail));
  const play = (written: string) => {
    played = readTrace(written);
    const { header, entries } = played;
    app.receive({ type: 'init', header, language: navigator.language, canBreak: false, live: false });
    app.receive({ type: 'trace', from: 0, entries });
  };
  const inPage = document.getElementById('trace')?.textContent ?? '';
  if (inPage.trim() !== '') play(inPage);
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    void event.dataTransfer?.files[0]?.text().then(play);
  });
}
