import * as vscode from 'vscode';
import type { OpenLesson } from './lessons.ts';

/** A terminal on a simulated machine. The machine's own shell does echo, line editing, history and completion. */
export function openTerminal(lesson: OpenLesson, machine: string): vscode.Terminal {
  const { session } = lesson;
  const terminal = freeNumber(lesson);
  const written = new vscode.EventEmitter<string>();
  const closed = new vscode.EventEmitter<number | undefined>();
  let subscriptions: { dispose(): void }[] = [];
  const stop = (): void => {
    for (const subscription of subscriptions) subscription.dispose();
    subscriptions = [];
  };
  const pty: vscode.Pseudoterminal = {
    onDidWrite: written.event,
    onDidClose: closed.event,
    open(size) {
      const { columns, rows } = size ?? { columns: 80, rows: 24 };
      subscriptions = [
        session.onTerminal.on((event) => event.terminal === terminal && written.fire(event.data)),
        session.onTerminalClosed.on((event) => event.terminal === terminal && closed.fire(event.exit ?? undefined)),
        session.onRestart.on(() => {
          written.fire(`\r\n${vscode.l10n.t('The cluster was restarted: this terminal’s machine is gone.')}\r\n`);
          stop();
        }),
      ];
      session.input({ kind: 'terminal.open', terminal, machine, columns, rows });
    },
    close() {
      session.input({ kind: 'terminal.close', terminal });
      stop();
    },
    handleInput: (data) => session.input({ kind: 'terminal.data', terminal, data }),
    setDimensions: ({ columns, rows }) => session.input({ kind: 'terminal.resize', terminal, columns, rows }),
  };
  return vscode.window.createTerminal({
    name: machine,
    iconPath: new vscode.ThemeIcon('vm'),
    isTransient: true,
    pty,
  });
}

const used = new WeakMap<OpenLesson, number>();

/** A number that no terminal of this world had, before a window reload either. */
function freeNumber(lesson: OpenLesson): number {
  let most = used.get(lesson) ?? 0;
  for (const { input } of lesson.session.journal) if ('terminal' in input) most = Math.max(most, input.terminal);
  used.set(lesson, most + 1);
  return most + 1;
}
