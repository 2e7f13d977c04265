import * as vscode from 'vscode';
import type { HostMessage, ViewMessage } from '../../webview/cluster/protocol.ts';
import type { Lessons, OpenLesson } from './lessons.ts';
import { saveText, saveTrace } from './save.ts';

const VIEW_TYPE = 'millrace.cluster';
/** Facts in one message; more would make the page stutter. */
const BATCH = 5000;
const TIME_MS = 100;

/** The cluster view beside the lesson. It shows the current lesson's world and follows when another lesson becomes current. */
export interface ClusterPanel {
  open(): void;
  /** For tests: messages that the page has sent since it was opened. */
  readonly heard: readonly ViewMessage[];
}

export function registerClusterPanel(
  context: vscode.ExtensionContext,
  lessons: Lessons,
  act: {
    reveal(lesson: OpenLesson, message: Extract<ViewMessage, { type: 'reveal' }>): void;
    suggest(lesson: OpenLesson): void;
  },
): ClusterPanel {
  let panel: vscode.WebviewPanel | null = null;
  let heard: ViewMessage[] = [];

  const adopt = (next: vscode.WebviewPanel): void => {
    panel = next;
    heard = [];
    const { webview } = next;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(context.extensionUri, 'dist/webview')],
    };
    next.iconPath = {
      light: vscode.Uri.joinPath(context.extensionUri, 'media/millrace-light.svg'),
      dark: vscode.Uri.joinPath(context.extensionUri, 'media/millrace-dark.svg'),
    };
    const feed = createFeed(webview, () => next.visible);
    webview.onDidReceiveMessage((message: ViewMessage) => {
      heard.push(message);
      const lesson = lessons.current;
      if (!lesson) return;
      switch (message.type) {
        case 'ready':
          feed.begin(lesson);
          break;
        case 'resend':
          feed.resend(message.from);
          break;
        case 'pace':
          lesson.session.setPace(message.pace);
          break;
        case 'fault':
          lesson.session.input({ kind: 'fault', fault: message.fault });
          break;
        case 'reveal':
          act.reveal(lesson, message);
          break;
        case 'suggest':
          act.suggest(lesson);
          break;
        case 'save':
          if (message.text === null) void saveTrace(lesson.session);
          else void saveText(message.name, message.text);
          break;
        case 'present':
          break;
      }
    });
    const current = lessons.onCurrent.on((lesson) => lesson && feed.begin(lesson));
    next.onDidDispose(() => {
      feed.end();
      current.dispose();
      if (panel === next) panel = null;
    });
    webview.html = page(webview, context.extensionUri);
  };

  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (revived) => adopt(revived),
    }),
  );
  return {
    get heard() {
      return heard;
    },
    open() {
      if (panel) panel.reveal(undefined, true);
      else {
        const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
        adopt(vscode.window.createWebviewPanel(VIEW_TYPE, vscode.l10n.t('Cluster'), column));
      }
    },
  };
}

/** Sends one world's trace to a page: all of it at first, then what is new, with sequence numbers. */
function createFeed(webview: vscode.Webview, visible: () => boolean) {
  let lesson: OpenLesson | null = null;
  let subscriptions: { dispose(): void }[] = [];
  let posted = 0;
  let initialised = 0;
  let lastTime = 0;
  let trailing: ReturnType<typeof setTimeout> | undefined;
  const post = (message: HostMessage): void => void webview.postMessage(message);

  const send = (from: number, entries: ReturnType<OpenLesson['session']['trace']['all']>): void => {
    for (let i = 0; i < entries.length; i += BATCH) {
      post({ type: 'trace', from: from + i, entries: entries.slice(i, i + BATCH) });
    }
    posted = from + entries.length;
  };
  const all = (): void => {
    if (!lesson?.session.trace.header) return;
    const { trace } = lesson.session;
    initialised = trace.length;
    post({ type: 'init', header: trace.header!, language: vscode.env.language, canBreak: true, live: true });
    send(0, trace.all());
    time();
  };
  const time = (): void => {
    clearTimeout(trailing);
    trailing = undefined;
    if (!lesson) return;
    lastTime = Date.now();
    const { now, pace, busy } = lesson.session;
    post({ type: 'time', now, pace, busy });
  };
  const stop = (): void => {
    for (const subscription of subscriptions) subscription.dispose();
    subscriptions = [];
    clearTimeout(trailing);
  };

  return {
    begin(next: OpenLesson) {
      stop();
      lesson = next;
      const { session } = next;
      subscriptions = [
        session.onBegin.on(all),
        session.onTrace.on((entries) => visible() && send(posted, entries)),
        session.onTime.on(() => {
          if (!visible()) return;
          const due = TIME_MS - (Date.now() - lastTime);
          if (due <= 0) time();
          else trailing ??= setTimeout(time, due);
        }),
      ];
      all();
    },
    resend(from: number) {
      if (!lesson) return;
      const kept = lesson.session.trace.all();
      const whole = kept.length === lesson.session.trace.length && initialised <= kept.length;
      if (whole && from <= kept.length) send(from, kept.slice(from));
      else all();
    },
    end: stop,
  };
}

/** The page under a policy that allows nothing but this script, its inline styles and its images. */
function page(webview: vscode.Webview, extension: vscode.Uri): string {
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist/webview/cluster.js'));
  const nonce = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'unsafe-inline'`,
    `img-src ${webview.cspSource} data:`,
    `font-src ${webview.cspSource} data:`,
  ].join('; ');
  return `<!doctype html>
<html lang="${vscode.env.language}">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"></head>
<body><div id="millrace"></div><script nonce="${nonce}" src="${script}"></script></body>
</html>`;
}
