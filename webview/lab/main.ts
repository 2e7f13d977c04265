/** Entry of the Job Lab's page. */
import { LabApp } from './app.ts';
import type { HostMessage, LabMessage, LabProgram } from './protocol.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: LabMessage): void;
  getState(): LabProgram | undefined;
  setState(program: LabProgram): void;
};

const root = document.getElementById('millrace') ?? document.body.appendChild(document.createElement('div'));
root.id = 'millrace';
const vscode = typeof acquireVsCodeApi === 'function' ? acquireVsCodeApi() : null;
const post = (message: LabMessage): void => {
  if (vscode) vscode.postMessage(message);
  else window.dispatchEvent(new CustomEvent('millrace', { detail: message }));
};
const app = new LabApp(root, { post, keep: (program) => vscode?.setState(program) });
Object.assign(window, { jobLab: app });
window.addEventListener('message', (event: MessageEvent<HostMessage>) => {
  if (typeof event.data === 'object' && event.data !== null && 'type' in event.data) app.receive(event.data);
});
post({ type: 'ready', have: vscode?.getState() ?? null });
