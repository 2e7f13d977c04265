import type { ExtensionContext } from 'vscode';
import { nodeHost } from './editor/host.node.ts';
import { activateWith, type Millrace } from './editor/main.ts';

let millrace: Millrace | null = null;

/** The extension's entry in a Node extension host. */
export function activate(context: ExtensionContext): Millrace {
  millrace = activateWith(context, nodeHost(context.extensionPath));
  return millrace;
}

export async function deactivate(): Promise<void> {
  await millrace?.leave();
}
