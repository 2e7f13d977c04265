import * as vscode from 'vscode';
import type { HostMessage } from '../../webview/cluster/protocol.ts';
import type { TraceEntry } from '../trace/facts.ts';
import type { WorldSession } from './session.ts';

/** Facts in one message; more would make the page stutter. */
const BATCH = 5000;
const TIME_MS = 100;

/** Where a run left another one. */
export interface Left {
  readonly run: number;
  readonly at: number;
  readonly act: string;
}

/** Sends one world's trace to a page: all of it at first, then what is new, with sequence numbers. */
export interface Feed {
  begin(session: WorldSession, left: Left | null): void;
  resend(from: number): void;
  end(): void;
}

/** @param run number of the run in the page; 0 is the lesson's own */
export function createFeed(post: (message: HostMessage) => void, visible: () => boolean, run: number): Feed {
  const ofRun = run === 0 ? {} : { run };
  let session: WorldSession | null = null;
  let branch: Left | null = null;
  let subscriptions: { dispose(): void }[] = [];
  let posted = 0;
  let initialised = 0;
  let lastTime = 0;
  let trailing: ReturnType<typeof setTimeout> | undefined;

  const send = (from: number, entries: readonly TraceEntry[]): void => {
    for (let i = 0; i < entries.length; i += BATCH) {
      post({ type: 'trace', ...ofRun, from: from + i, entries: entries.slice(i, i + BATCH) });
    }
    posted = from + entries.length;
  };
  const all = (): void => {
    const header = session?.trace.header;
    if (!session || !header) return;
    const { trace } = session;
    initialised = trace.length;
    const { language } = vscode.env;
    const beside = branch === null ? {} : { branch };
    post({
      type: 'init',
      header,
      language,
      canBreak: header.origin === 'simulated',
      canRead: true,
      live: true,
      ...ofRun,
      ...beside,
    });
    send(0, trace.all());
    time();
  };
  const time = (): void => {
    clearTimeout(trailing);
    trailing = undefined;
    if (!session) return;
    lastTime = Date.now();
    const { now, pace, busy } = session;
    post({ type: 'time', ...ofRun, now, pace, busy });
  };
  const stop = (): void => {
    for (const subscription of subscriptions) subscription.dispose();
    subscriptions = [];
    clearTimeout(trailing);
  };

  return {
    begin(next, left) {
      stop();
      session = next;
      branch = left;
      subscriptions = [
        session.onBegin.on(all),
        session.onTrace.on((entries) => visible() && send(posted, entries)),
        session.onRefused.on((message) => post({ type: 'refused', message })),
        session.onTime.on(() => {
          if (!visible()) return;
          const due = TIME_MS - (Date.now() - lastTime);
          if (due <= 0) time();
          else trailing ??= setTimeout(time, due);
        }),
      ];
      all();
    },
    resend(from) {
      if (!session) return;
      const kept = session.trace.all();
      const whole = kept.length === session.trace.length && initialised <= kept.length;
      if (whole && from <= kept.length) send(from, kept.slice(from));
      else all();
    },
    end: stop,
  };
}
