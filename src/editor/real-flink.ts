import * as vscode from 'vscode';
import { isLoopback } from '../remote/remote-world.ts';
import { connect, type FlinkVersion, flinkRest } from '../remote/rest.ts';
import type { Host } from './host.ts';
import type { OpenLesson } from './lessons.ts';
import { remoteWorker } from './remote-worker.ts';

/** Where lessons run: on the simulation, or on a real cluster that the person chose. */
export interface RealFlink {
  /** Starts worlds where lessons are to run now. */
  readonly host: Host;
  register(current: () => OpenLesson | null, restart: (lesson: OpenLesson) => Promise<void>): void;
}

interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly version: FlinkVersion;
  readonly listen: boolean;
}

const DEFAULT_URL = 'http://localhost:8081';
const LOCAL = { version: '1.13.6', taskManagers: 2, port: 8081 };
const secretOf = (url: string): string => `millrace.flink.authorization ${url}`;

export function createRealFlink(context: vscode.ExtensionContext, host: Host): RealFlink {
  let target: Target | null = null;
  let local: { readonly url: string; stop(): Promise<void> } | null = null;
  const say = (text: string): void => void vscode.window.showInformationMessage(`Millrace: ${text}`);
  const status = vscode.window.createStatusBarItem('millrace.realFlink', vscode.StatusBarAlignment.Left, 51);
  status.name = vscode.l10n.t('Millrace: real Flink');
  status.command = 'millrace.useSimulation';
  status.tooltip = vscode.l10n.t('Programs of lessons run on this real cluster. Click to go back to the simulation.');
  context.subscriptions.push(status, { dispose: () => void local?.stop() });

  const aimed: Host = {
    ...host,
    async startWorker() {
      if (!target || !host.realFlink) return host.startWorker();
      const { url, headers, listen } = target;
      const rest = flinkRest({ url, headers });
      const { tools } = host.realFlink;
      return remoteWorker({
        rest,
        tools: (version) => tools(rest, version, { listen, progress: fetching(version.text) }),
        workspace: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '/workspace',
        note: say,
      });
    },
  };

  let currentLesson: () => OpenLesson | null = () => null;
  let restartLesson: (lesson: OpenLesson) => Promise<void> = async () => {};
  const aim = async (next: Target | null): Promise<void> => {
    target = next;
    if (next) {
      status.text = `$(server) Flink ${next.version.text} · ${next.url.replace(/^https?:\/\//, '')}`;
      status.show();
    } else status.hide();
    const lesson = currentLesson();
    if (lesson) await restartLesson(lesson);
  };
  const supported = (): boolean => {
    if (!host.realFlink) say(vscode.l10n.t('A real Flink needs VS Code on a desktop: a browser has no JDK.'));
    else if (!vscode.workspace.isTrusted)
      say(vscode.l10n.t('A real Flink is only used in a trusted workspace: lessons send programs to it.'));
    else return true;
    return false;
  };
  const commands: Readonly<Record<string, () => unknown>> = {
    useRealFlink: async () => {
      if (!supported()) return;
      const url = await askAddress();
      if (url === undefined) return;
      const headers = await askCredentials(context, url);
      if (headers) await chooseCluster(url, headers, aim, context);
    },
    startLocalFlink: async () => {
      if (!supported()) return;
      const started = await withProgress((note, progress, signal) =>
        host.realFlink!.start(LOCAL, note, progress, signal),
      );
      if (!started) return;
      await local?.stop();
      local = started;
      await chooseCluster(started.url, {}, aim, context);
    },
    useSimulation: async () => {
      await aim(null);
      await local?.stop();
      local = null;
    },
  };
  return {
    host: aimed,
    register(current, restart) {
      currentLesson = current;
      restartLesson = restart;
      for (const [name, command] of Object.entries(commands))
        context.subscriptions.push(vscode.commands.registerCommand(`millrace.${name}`, command));
    },
  };
}

async function askAddress(): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Address of the cluster: that of its web dashboard'),
    value: DEFAULT_URL,
    validateInput: (value) =>
      URL.canParse(value) && /^https?:/.test(value) ? null : vscode.l10n.t('An address such as {0}', DEFAULT_URL),
  });
  return text?.replace(/\/+$/, '');
}

/** Headers from what is kept in the secret storage or typed now; undefined: the person gave up. */
async function askCredentials(
  context: vscode.ExtensionContext,
  url: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  const kept = await context.secrets.get(secretOf(url));
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Authorization header, if a proxy asks for one (kept in the secret storage)'),
    value: kept ?? '',
    placeHolder: 'Bearer …',
    password: true,
  });
  if (text === undefined) return undefined;
  if (text === '') await context.secrets.delete(secretOf(url));
  else await context.secrets.store(secretOf(url), text);
  return text === '' ? {} : { authorization: text };
}

/** Says before the first time what will be sent where, and goes there when the person agrees. */
async function chooseCluster(
  url: string,
  headers: Readonly<Record<string, string>>,
  aim: (target: Target) => Promise<void>,
  context: vscode.ExtensionContext,
): Promise<void> {
  let version: FlinkVersion;
  try {
    version = await connect(flinkRest({ url, headers }));
  } catch (error) {
    void vscode.window.showErrorMessage((error as Error).message);
    return;
  }
  const known = `millrace.flink.consent ${url}`;
  const before = context.globalState.get<'listen' | 'plain'>(known);
  let consent = before;
  if (!consent) {
    const plain = vscode.l10n.t('Use It');
    const listen = vscode.l10n.t('Use It, and Open Ports for nc');
    const detail = vscode.l10n.t(
      'Programs of lesson cells are compiled on this computer against the jars of Flink (fetched once, 200 MB and more), uploaded to {0} and run there. Its jobs, metrics and outputs are read from there. Jobs of a lesson are cancelled when it is closed. With ports, nc -l in a cell listens on 127.0.0.1.',
      url,
    );
    const choices = isLoopback(url) ? [plain, listen] : [plain];
    const title = vscode.l10n.t('Run lessons on Flink {0} at {1}?', version.text, url);
    const picked = await vscode.window.showWarningMessage(title, { modal: true, detail }, ...choices);
    if (picked === undefined) return;
    consent = picked === listen ? 'listen' : 'plain';
    await context.globalState.update(known, consent);
  }
  await aim({ url, headers, version, listen: consent === 'listen' });
}

/** Runs long work under a notification that can be cancelled; what goes wrong is shown. */
async function withProgress<T>(
  work: (note: (text: string) => void, progress: (done: number | null) => void, signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const title = vscode.l10n.t('Starting a real Flink on this computer');
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
  return vscode.window.withProgress(options, async (report, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort(new Error('cancelled')));
    try {
      return await work((message) => report.report({ message }), shares(report), abort.signal);
    } catch (error) {
      if (!abort.signal.aborted) void vscode.window.showErrorMessage((error as Error).message);
      return null;
    }
  });
}

type Report = vscode.Progress<{ readonly message?: string; readonly increment?: number }>;

function shares(report: Report): (done: number | null) => void {
  let told = 0;
  return (done) => {
    const percent = Math.floor((done ?? 0) * 100);
    if (percent <= told) return;
    report.report({ message: vscode.l10n.t('fetching, {0} %', percent), increment: percent - told });
    told = percent;
  };
}

/** A notification of its own for a download that a cell began. */
function fetching(version: string): (done: number | null) => void {
  let hear: ((done: number | null) => void) | null = null;
  return (done) => {
    if (!hear) {
      const title = vscode.l10n.t('Fetching Flink {0} to compile against', version);
      const options = { location: vscode.ProgressLocation.Notification, title };
      void vscode.window.withProgress(options, (report) => {
        const show = shares(report);
        return new Promise<void>((over) => {
          hear = (share) => {
            show(share);
            if (share !== null && share >= 1) over();
          };
        });
      });
    }
    hear?.(done);
  };
}
