import * as vscode from 'vscode';

/** Asks before something is lost; true: the person wants it. */
export async function confirm(question: string, detail: string, action: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) === action;
}
