import * as vscode from 'vscode';
import { isHeader, urlOf } from '../remote/rest.ts';

const DEFAULT_URL = 'http://localhost:8081';
const secretOf = (url: string): string => `millrace.flink.authorization ${url}`;

export async function askAddress(): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Address of the cluster: that of its web dashboard'),
    value: DEFAULT_URL,
    validateInput: (value) => (urlOf(value) === null ? vscode.l10n.t('An address such as {0}', DEFAULT_URL) : null),
  });
  return text === undefined ? undefined : (urlOf(text) ?? undefined);
}

/** Headers from what is kept in the secret storage for a cluster. */
export async function keptCredentials(
  context: vscode.ExtensionContext,
  url: string,
): Promise<Readonly<Record<string, string>>> {
  const kept = await context.secrets.get(secretOf(url));
  return kept === undefined ? {} : { authorization: kept };
}

/** Headers from what is kept in the secret storage or typed now; undefined: the person gave up. */
export async function askCredentials(
  context: vscode.ExtensionContext,
  url: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  const kept = await context.secrets.get(secretOf(url));
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Authorization header, if a proxy asks for one (kept in the secret storage)'),
    value: kept ?? '',
    placeHolder: 'Bearer …',
    password: true,
    validateInput: (value) =>
      isHeader('authorization', value) ? null : vscode.l10n.t('A header such as {0}', 'Bearer …'),
  });
  if (text === undefined) return undefined;
  if (text === '') await context.secrets.delete(secretOf(url));
  else await context.secrets.store(secretOf(url), text);
  return text === '' ? {} : { authorization: text };
}

/** Says before the first time what will be sent where; false: the person does not want that. */
export async function agreeToCluster(context: vscode.ExtensionContext, url: string, version: string): Promise<boolean> {
  const known = `millrace.flink.consent ${url}`;
  if (context.globalState.get<boolean>(known)) return true;
  const use = vscode.l10n.t('Use It');
  const title = vscode.l10n.t('Run lessons on Flink {0} at {1}?', version, url);
  const detail = vscode.l10n.t(
    'Programs of lesson cells are compiled on this computer against the jars of Flink (fetched once, 200 MB and more), uploaded to {0} and run there. Its jobs, metrics and outputs are read from there. Jobs of a lesson are cancelled when it is closed.',
    url,
  );
  if ((await vscode.window.showWarningMessage(title, { modal: true, detail }, use)) !== use) return false;
  await context.globalState.update(known, true);
  return true;
}

/** A cell wants to listen where the real cluster can reach it. */
export async function agreeToPort(port: number): Promise<boolean> {
  const open = vscode.l10n.t('Open Port {0}', port);
  const title = vscode.l10n.t('Open port {0} of this computer?', port);
  const detail = vscode.l10n.t(
    'A cell listens on port {0}, and a real TaskManager can read it only if this computer listens there too. It is opened on 127.0.0.1 alone, for as long as the cell runs.',
    port,
  );
  return (await vscode.window.showWarningMessage(title, { modal: true, detail }, open)) === open;
}

/** Versions offered first: the one that lessons simulate, the last 1.x and a 2.x. */
const VERSIONS = ['1.13.6', '1.20.5', '2.1.3'];

/** A cluster that is to be started on this computer. */
export interface LocalWish {
  readonly version: string;
  readonly taskManagers: number;
}
export const USUAL_TASK_MANAGERS = 2;

/** Which cluster is to be started; undefined: none. */
export async function askLocalCluster(): Promise<LocalWish | undefined> {
  const other = vscode.l10n.t('Another version …');
  const picked = await vscode.window.showQuickPick(
    [
      ...VERSIONS.map((label, i) => ({
        label,
        description: i === 0 ? vscode.l10n.t('what the lessons simulate') : '',
      })),
      { label: other, description: '' },
    ],
    { title: vscode.l10n.t('Version of Flink') },
  );
  const version =
    picked?.label === other
      ? await vscode.window.showInputBox({
          title: vscode.l10n.t('Version of Flink'),
          value: VERSIONS.at(-1)!,
          validateInput: (text) =>
            /^(?:1\.(?:1[3-9]|[2-9]\d)|2\.\d+)\.\d+$/.test(text) ? null : vscode.l10n.t('A release from 1.13.6 to 2.x'),
        })
      : picked?.label;
  if (version === undefined) return undefined;
  const count = await vscode.window.showInputBox({
    title: vscode.l10n.t('Number of TaskManagers, with two slots each'),
    value: String(USUAL_TASK_MANAGERS),
    validateInput: (text) => (/^[1-8]$/.test(text) ? null : vscode.l10n.t('A number from 1 to 8')),
  });
  return count === undefined ? undefined : { version, taskManagers: Number(count) };
}

/** Runs long work under a notification that can be cancelled; what goes wrong is shown. */
export async function withProgress<T>(
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
export function fetching(version: string): (done: number | null) => void {
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
