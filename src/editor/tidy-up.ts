import * as vscode from 'vscode';
import { explain } from '../remote/advice.ts';
import type { FlinkRest } from '../remote/rest.ts';
import { cancelJob, isOver, jobStandings, removeJar } from '../remote/submissions.ts';
import type { LeftBehind } from './left-behind.ts';

/** What the person can go on with after VS Code was closed while lessons ran on a real Flink. */
export interface GoOn {
  /** What the window before this one left is seen to. */
  forget(): Promise<void>;
  readonly rest: (url: string) => Promise<FlinkRest>;
  useAgain(url: string): Promise<void>;
  startAgain(version: string): Promise<void>;
}

/** Says what became of the jobs of a window that was closed, and ends those that still run if the person wants that. Removes their jars. */
export async function tidyUp(before: Promise<LeftBehind | null>, goOn: GoOn): Promise<void> {
  const left = await before;
  if (left === null) return;
  const { url, version, own } = left;
  const { forget, rest, useAgain, startAgain } = goOn;
  if (own) {
    await forget();
    const start = vscode.l10n.t('Start It Again');
    const text = vscode.l10n.t(
      'The Flink {0} of this window ended with VS Code, and the jobs of its lessons with it.',
      version,
    );
    if ((await vscode.window.showInformationMessage(`Millrace: ${text}`, start)) === start) await startAgain(version);
    return;
  }
  let cluster: FlinkRest;
  let found: { readonly id: string; readonly status: string }[];
  try {
    cluster = await rest(url);
    found = await stillKnown(cluster, left);
  } catch (error) {
    const again = vscode.l10n.t('Look Again');
    const leave = vscode.l10n.t('Leave Them');
    const text = vscode.l10n.t(
      'VS Code ended while jobs of a lesson ran on Flink {0} at {1}, and nobody can be asked whether they still do.',
      version,
      url,
    );
    const answer = await vscode.window.showWarningMessage(`Millrace: ${text} ${explain(error)}`, again, leave);
    if (answer === again) await tidyUp(before, goOn);
    if (answer === leave) await forget();
    return;
  }
  const running = found.filter(({ status }) => !isOver(status)).map(({ id }) => id);
  if (running.length > 0) {
    const cancel = vscode.l10n.t('Cancel Them');
    const leave = vscode.l10n.t('Leave Them');
    const text = vscode.l10n.t(
      'VS Code ended while jobs of a lesson ran on Flink {0} at {1}, and they still run: {2}',
      version,
      url,
      running.join(', '),
    );
    const answer = await vscode.window.showWarningMessage(`Millrace: ${text}`, cancel, leave);
    if (answer === undefined) return;
    await endJobs(cluster, answer === cancel ? running : [], left.jars).catch(
      (error: unknown) => void vscode.window.showErrorMessage(explain(error)),
    );
    await forget();
    return;
  }
  await endJobs(cluster, [], left.jars).catch(() => undefined);
  await forget();
  if (found.every(({ status }) => status !== 'CANCELED')) return;
  const use = vscode.l10n.t('Use It Again');
  const text = vscode.l10n.t(
    'VS Code was closed while jobs of a lesson ran on Flink {0} at {1}: they were cancelled. Lessons run on the simulation now.',
    version,
    url,
  );
  if ((await vscode.window.showInformationMessage(`Millrace: ${text}`, use)) === use) await useAgain(url);
}

/** What became of the jobs, as far as the cluster remembers them. */
async function stillKnown(rest: FlinkRest, { jobs }: LeftBehind): Promise<{ id: string; status: string }[]> {
  const standings = await jobStandings(rest);
  return jobs.flatMap((id) => {
    const standing = standings.get(id);
    return standing ? [{ id, status: standing.status }] : [];
  });
}

async function endJobs(rest: FlinkRest, jobs: readonly string[], jars: readonly string[]): Promise<void> {
  for (const job of jobs) await cancelJob(rest, job);
  for (const jar of jars) await removeJar(rest, jar);
}
