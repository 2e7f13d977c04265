import * as vscode from 'vscode';
import { type HandoutOutput, handout, handoutLanguage, handoutRemark, pictureType } from '../../lesson/handout.ts';
import type { Kernel } from '../kernel.ts';
import type { OpenLesson } from '../lessons.ts';
import { cellsOf, codeIndex } from './course.ts';

/** Writes the open lesson with the outputs that it shows now as one page. */
export async function exportHandout(lesson: OpenLesson, kernel: Kernel): Promise<void> {
  const without = {
    label: vscode.l10n.t('For the class'),
    detail: vscode.l10n.t('Exercises and questions are left to be solved'),
  };
  const within = { label: vscode.l10n.t('With solutions'), detail: vscode.l10n.t('With hints, solutions and answers') };
  const picked = await vscode.window.showQuickPick([without, within], { title: vscode.l10n.t('Which hand-out?') });
  if (!picked) return;
  const { uri } = lesson.notebook;
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/\.flink\.md$|\.md$/, '');
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, `${name}.html`) } : {}),
    filters: { HTML: ['html'] },
  });
  if (!target) return;
  const outputs = new Map<number, HandoutOutput>();
  for (const cell of lesson.codeCells()) {
    const run = kernel.latestRun(cell);
    if (run) outputs.set(codeIndex(lesson, cell), { text: run.output.text, failed: run.result?.ok === false });
  }
  const cells = cellsOf(lesson);
  const addresses = cells.flatMap(({ kind, value }) =>
    kind === 'markup' ? [...value.matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)].map((match) => match[1]!) : [],
  );
  const pictures = new Map(
    await Promise.all(
      [...new Set(addresses)].map(async (address) => [address, await pictureOf(uri, address)] as const),
    ),
  );
  const page = handout(cells, {
    title: lesson.session.spec.title,
    language: handoutLanguage(uri.path),
    remark: handoutRemark(lesson.session.spec.seed),
    outputs,
    solutions: picked === within,
    picture: (address) => pictures.get(address) ?? null,
  });
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(page));
  void vscode.window.showInformationMessage(vscode.l10n.t('Written: {0}', target.path));
}

/** A picture beside the lesson becomes part of the page. */
async function pictureOf(lesson: vscode.Uri, address: string): Promise<string | null> {
  const type = pictureType(address);
  if (type === null) return null;
  const path = vscode.Uri.joinPath(lesson, '..', decodeURI(address));
  const bytes = await Promise.resolve(vscode.workspace.fs.readFile(path)).catch(() => null);
  if (bytes === null) return null;
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:${type};base64,${btoa(text)}`;
}
