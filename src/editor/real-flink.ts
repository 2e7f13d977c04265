import * as vscode from 'vscode';
import { explain } from '../remote/advice.ts';
import { connect, flinkRest, urlOf } from '../remote/rest.ts';
import type { Belongings } from '../remote/submissions.ts';
import type { Host, LocalFlink } from './host.ts';
import { type Kernel, SIMULATION } from './kernel.ts';
import { createLeftBehindStore } from './left-behind.ts';
import type { Lessons, OpenLesson } from './lessons.ts';
import {
  agreeToCluster,
  agreeToPort,
  askAddress,
  askCredentials,
  askLocalCluster,
  fetching,
  keptCredentials,
  type LocalWish,
  USUAL_TASK_MANAGERS,
  withProgress,
} from './real-flink-dialogs.ts';
import { tidyUp } from './tidy-up.ts';

/** Where lessons run: on the simulation, or on a real cluster that the person chose. */
export interface RealFlink {
  /** Starts worlds where lessons are to run now. */
  readonly host: Host;
  register(lessons: Lessons, kernel: Kernel): void;
  /** Takes jobs and jars of ended lessons from the cluster and stops the one that was started here; VS Code is closing. */
  leave(): Promise<void>;
}

interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly version: string;
}

const nameOf = ({ version, url }: Target): string => `Flink ${version} · ${url.replace(/^https?:\/\//, '')}`;

/** VS Code closes its tabs too when it ends, which it does within this time, wall ms. */
const GONE_MS = 500;

const showing =
  ({ uri }: vscode.NotebookDocument) =>
  ({ input }: vscode.Tab): boolean =>
    input instanceof vscode.TabInputNotebook && input.uri.toString() === uri.toString();

export function createRealFlink(context: vscode.ExtensionContext, host: Host): RealFlink {
  let target: Target | null = null;
  /** The last one that was not null: ended worlds still leave it. */
  let latest: Target | null = null;
  let local: LocalFlink | null = null;
  /** Ports of 127.0.0.1 that the person agreed to while this window is open. */
  const ports = new Set<number>();
  const leavings = new Set<Promise<readonly string[]>>();
  const store = createLeftBehindStore(context);
  let closing = false;
  /** What each world has on the cluster that lessons run on. */
  const worlds = new Map<symbol, Belongings>();
  const remember = (): Promise<void> => {
    const all = [...worlds.values()];
    const jobs = all.flatMap((each) => each.jobs);
    const jars = all.flatMap((each) => each.jars);
    if (!latest || jobs.length + jars.length === 0) return store.write(null);
    const { url, version } = latest;
    return store.write({ url, version, own: local?.url === url, jobs, jars });
  };
  const say = (text: string): void => void vscode.window.showInformationMessage(`Millrace: ${text}`);
  const status = vscode.window.createStatusBarItem('millrace.realFlink', vscode.StatusBarAlignment.Left, 51);
  status.name = vscode.l10n.t('Millrace: real Flink');
  status.command = 'millrace.useSimulation';
  status.tooltip = vscode.l10n.t('Programs of lessons run on this real cluster. Click to go back to the simulation.');
  context.subscriptions.push(status);

  const mayListen = async (port: number): Promise<string | null> => {
    if (ports.has(port) || (await agreeToPort(port))) {
      ports.add(port);
      return null;
    }
    return vscode.l10n.t('Run the cell again and allow it.');
  };
  const aimed: Host = {
    ...host,
    async startWorker() {
      if (!target || !host.realFlink) return host.startWorker();
      const { url, headers } = target;
      const { tools, worker, connection } = await host.realFlink();
      const rest = connection({ url, headers });
      const here = local?.url === url ? local : null;
      const id = Symbol(url);
      const gateway = vscode.workspace.getConfiguration('millrace').get('sqlGateway', '');
      const gatewayUrl = gateway === '' ? null : urlOf(gateway);
      return worker({
        rest,
        tools: (version) => ({
          ...tools(rest, version, { mayListen, progress: fetching(version.text) }),
          ...(here ? { cluster: here } : {}),
        }),
        sqlGateway: gatewayUrl === null ? null : connection({ url: gatewayUrl, headers }),
        workspace: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '/workspace',
        note: say,
        leaving(work) {
          leavings.add(work);
          void work.finally(() => leavings.delete(work));
        },
        belongings({ jobs, jars }) {
          if (closing) return;
          if (jobs.length + jars.length === 0) worlds.delete(id);
          else worlds.set(id, { jobs, jars });
          return remember();
        },
      });
    },
  };

  let retarget: (next: Target | null) => Promise<void> = async () => {};
  const aim = async (next: Target | null): Promise<void> => {
    target = next;
    latest = next ?? latest;
    status.text = `$(server) ${next ? nameOf(next) : ''}`;
    if (next) status.show();
    else status.hide();
    await retarget(next);
  };
  /** Goes to a cluster once the person has agreed to what is sent there. */
  const choose = async (url: string, headers: Readonly<Record<string, string>>): Promise<void> => {
    try {
      const { text: version } = await connect(flinkRest({ url, headers }));
      if (await agreeToCluster(context, url, version)) await aim({ url, headers, version });
    } catch (error) {
      void vscode.window.showErrorMessage(explain(error));
    }
  };
  const supported = (): boolean => {
    if (!host.realFlink) say(vscode.l10n.t('A real Flink needs VS Code on a desktop: a browser has no JDK.'));
    else if (!vscode.workspace.isTrusted)
      say(vscode.l10n.t('A real Flink is only used in a trusted workspace: lessons send programs to it.'));
    else return true;
    return false;
  };
  const startLocal = async (wanted: LocalWish): Promise<void> => {
    const started = await withProgress(async (note, progress, signal) => {
      const { start } = await host.realFlink!();
      return start(wanted, note, progress, signal);
    });
    if (!started) return;
    await local?.stop();
    local = started;
    await choose(started.url, {});
  };
  const commands: Readonly<Record<string, () => unknown>> = {
    useRealFlink: async () => {
      if (!supported()) return;
      const url = await askAddress();
      const headers = url === undefined ? undefined : await askCredentials(context, url);
      if (url !== undefined && headers) await choose(url, headers);
    },
    startLocalFlink: async () => {
      if (!supported()) return;
      const wanted = await askLocalCluster();
      if (wanted) await startLocal(wanted);
    },
    useSimulation: async () => {
      await aim(null);
      await local?.stop();
      local = null;
    },
  };
  return {
    host: aimed,
    register(lessons, kernel) {
      retarget = async (next) => {
        kernel.rename(next ? nameOf(next) : SIMULATION);
        await Promise.all([...lessons.open].map(kernel.restart));
      };
      const closeUnseen = (left: readonly OpenLesson[]): void => {
        const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
        for (const { notebook } of left) if (!closing && !tabs.some(showing(notebook))) lessons.close(notebook);
      };
      // VS Code keeps the document of a closed tab for a while; its jobs must not go on unseen.
      context.subscriptions.push(
        vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
          if (target === null) return;
          const left = [...lessons.open].filter(({ notebook }) => closed.some(showing(notebook)));
          if (left.length > 0) setTimeout(() => closeUnseen(left), GONE_MS);
        }),
      );
      if (host.realFlink && vscode.workspace.isTrusted)
        void tidyUp(store.read(), {
          forget: () => remember(),
          rest: async (url) => flinkRest({ url, headers: await keptCredentials(context, url) }),
          useAgain: async (url) => choose(url, await keptCredentials(context, url)),
          startAgain: (version) => startLocal({ version, taskManagers: USUAL_TASK_MANAGERS }),
        });
      for (const [name, command] of Object.entries(commands))
        context.subscriptions.push(vscode.commands.registerCommand(`millrace.${name}`, command));
    },
    async leave() {
      // What was written down while the jobs ran stays: a window that goes can write no more, and the next one looks what became of them.
      closing = true;
      await Promise.allSettled(leavings);
      await local?.stop();
    },
  };
}
