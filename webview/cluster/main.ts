/** Entry of the page: talks to VS Code when it is there, else plays the trace it finds in the page or is given. */
import { App } from './app.ts';
import type { HostMessage, ViewMessage } from './protocol.ts';
import { readTrace } from './read.ts';

declare function acquireVsCodeApi(): { postMessage(message: ViewMessage): void };

const root = document.getElementById('millrace') ?? document.body.appendChild(document.createElement('div'));
root.id = 'millrace';

const hosted = typeof acquireVsCodeApi === 'function';
const post: (message: ViewMessage) => void = hosted
  ? (() => {
      const host = acquireVsCodeApi();
      return (message) => host.postMessage(message);
    })()
  : (message) => window.dispatchEvent(new CustomEvent('millrace', { detail: message }));

if (!hosted && !/\bvscode-/u.test(document.body.className)) {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  document.body.classList.add(dark ? 'vscode-dark' : 'vscode-light');
}

const app = new App(root, post);
Object.assign(window, { millrace: app });
window.addEventListener('message', (event: MessageEvent<HostMessage>) => {
  if (typeof event.data === 'object' && event.data !== null && 'type' in event.data) app.receive(event.data);
});
post({ type: 'ready', have: 0 });

if (!hosted) {
  const play = (written: string) => {
    const { header, entries } = readTrace(written);
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
