import * as vscode from 'vscode';
import type { HostMessage, SavedAs, Topic, ViewMessage } from '../../webview/cluster/protocol.ts';
import { readTrace } from '../../webview/cluster/read.ts';
import type { TraceEntry, TraceHeader } from '../trace/facts.ts';
import { branchOf } from './branch.ts';
import { createFeed, type Feed } from './feed.ts';
import type { Host } from './host.ts';
import { insertAfterRun } from './insert-cell.ts';
import type { Lessons, OpenLesson } from './lessons.ts';
import { createPresenting, type Presenting } from './presenting.ts';
import { headerWith, saveFile, savePage, traceText } from './save.ts';
import type { WorldSession } from './session.ts';
import { dressPanel, webviewPage } from './webview-page.ts';

const VIEW_TYPE = 'millrace.cluster';

/** The cluster view beside the lesson. It shows the current lesson's world and follows when another lesson becomes current. */
export interface ClusterPanel {
  open(): void;
  /** Plays a saved trace in a view of its own; without an address it asks for the file. */
  openRecording(uri?: vscode.Uri): Promise<void>;
  /** For tests: messages that the page has sent since it was opened. */
  readonly heard: readonly ViewMessage[];
}

export function registerClusterPanel(
  context: vscode.ExtensionContext,
  host: Host,
  lessons: Lessons,
  act: {
    reveal(lesson: OpenLesson, message: Extract<ViewMessage, { type: 'reveal' }>): void;
    suggest(lesson: OpenLesson): void;
    read(topic: Topic): void;
  },
): ClusterPanel {
  let panel: vscode.WebviewPanel | null = null;
  let heard: ViewMessage[] = [];
  const presenting = createPresenting(context.workspaceState);

  const adopt = (next: vscode.WebviewPanel): void => {
    panel = next;
    heard = [];
    const { webview } = next;
    dressPanel(next, context);
    const post = (message: HostMessage): void => void webview.postMessage(message);
    const visible = () => next.visible;
    const feed = createFeed(post, visible, 0);
    /** Runs beside the lesson's own, by number. */
    const branches = new Map<number, { readonly session: WorldSession; readonly feed: Feed }>();
    let nextRun = 1;
    let shown: WorldSession | null = null;
    const begin = (lesson: OpenLesson): void => {
      shown = lesson.session;
      for (const branch of branches.values()) {
        branch.feed.end();
        branch.session.end();
      }
      branches.clear();
      feed.begin(lesson.session, null);
    };
    const sessionOf = (lesson: OpenLesson, run: number | undefined): WorldSession =>
      branches.get(run ?? 0)?.session ?? lesson.session;

    const branch = async (lesson: OpenLesson, message: Extract<ViewMessage, { type: 'branch' }>): Promise<void> => {
      const { run, at, text } = message;
      const from = sessionOf(lesson, run);
      const session = branchOf(lesson, from, host, message);
      const number = nextRun++;
      from.setPace(0);
      const refused = session.onRefused.on((reason) => post({ type: 'refused', message: reason }));
      try {
        await session.ready;
      } catch (error) {
        session.end();
        post({ type: 'refused', message: (error as Error).message });
        return;
      } finally {
        refused.dispose();
      }
      if (lesson !== lessons.current) {
        session.end();
        return;
      }
      const beside = createFeed(post, visible, number);
      branches.set(number, { session, feed: beside });
      beside.begin(session, { run, at, act: text });
    };

    webview.onDidReceiveMessage((message: ViewMessage) => {
      heard.push(message);
      const lesson = lessons.current;
      if (!lesson) return;
      switch (message.type) {
        case 'ready':
          begin(lesson);
          post({ type: 'present', on: presenting.panel === next });
          break;
        case 'resend':
          (branches.get(message.run ?? 0)?.feed ?? feed).resend(message.from);
          break;
        case 'pace':
          sessionOf(lesson, message.run).setPace(message.pace);
          break;
        case 'fault':
          sessionOf(lesson, message.run).input({ kind: 'fault', fault: message.fault });
          break;
        case 'branch':
          void branch(lesson, message);
          break;
        case 'copy-cell':
          void insertAfterRun(lesson, 'shellscript', message.line);
          void vscode.env.clipboard.writeText(message.line);
          break;
        case 'reveal':
          act.reveal(lesson, message);
          break;
        case 'read':
          act.read(message.topic);
          break;
        case 'suggest':
          act.suggest(lesson);
          break;
        case 'save': {
          const { trace } = sessionOf(lesson, message.run);
          if (trace.header) void save(host, message, trace.header, trace.all());
          break;
        }
        case 'present':
          void presenting.set(next, message.on);
          break;
      }
    });
    const current = lessons.onCurrent.on((lesson) => {
      if (lesson && lesson.session !== shown) begin(lesson);
    });
    next.onDidDispose(() => {
      feed.end();
      for (const one of branches.values()) {
        one.feed.end();
        one.session.end();
      }
      current.dispose();
      if (panel === next) panel = null;
    });
    webview.html = webviewPage(webview, context.extensionUri, 'cluster');
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
    async openRecording(given) {
      const uri =
        given ?? (await vscode.window.showOpenDialog({ filters: { [vscode.l10n.t('Recorded run')]: ['jsonl'] } }))?.[0];
      if (!uri) return;
      try {
        const recorded = readTrace(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
        showRecording(context, host, presenting, recorded.header, recorded.entries);
      } catch (error) {
        void vscode.window.showErrorMessage((error as Error).message);
      }
    },
  };
}

/** A view that plays a file. */
function showRecording(
  context: vscode.ExtensionContext,
  host: Host,
  presenting: Presenting,
  header: TraceHeader,
  entries: readonly TraceEntry[],
): void {
  const panel = vscode.window.createWebviewPanel('millrace.recording', header.title, vscode.ViewColumn.Active);
  dressPanel(panel, context);
  const { webview } = panel;
  const post = (message: HostMessage): void => void webview.postMessage(message);
  webview.onDidReceiveMessage((message: ViewMessage) => {
    if (message.type === 'ready') {
      post({ type: 'init', header, language: vscode.env.language, canBreak: false, live: false });
      post({ type: 'trace', from: 0, entries });
      post({ type: 'present', on: presenting.panel === panel });
    } else if (message.type === 'save') void save(host, message, header, entries);
    else if (message.type === 'present') void presenting.set(panel, message.on);
    else if (message.type === 'copy-cell') void vscode.env.clipboard.writeText(message.line);
  });
  webview.html = webviewPage(webview, context.extensionUri, 'cluster');
}

/** Saves what the view asks for: a run as a file or a page, or the picture it sent. */
async function save(
  host: Host,
  message: Extract<ViewMessage, { type: 'save' }>,
  header: TraceHeader,
  entries: readonly TraceEntry[],
): Promise<void> {
  const { kind, name, text, bookmarks = [] } = message;
  const marked = headerWith(header, bookmarks);
  const savers: Readonly<Record<SavedAs, () => Promise<unknown>>> = {
    trace: () => saveFile(name, traceText(marked, entries)),
    html: () => savePage(host, name, marked, entries),
    svg: () => saveFile(name, text ?? ''),
    png: () =>
      saveFile(
        name,
        Uint8Array.from(atob(text ?? ''), (letter) => letter.charCodeAt(0)),
      ),
  };
  try {
    await savers[kind]();
  } catch (error) {
    void vscode.window.showErrorMessage((error as Error).message);
  }
}
