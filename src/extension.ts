import type { ExtensionContext } from 'vscode';
import { nodeHost } from './editor/host.node.ts';
import { activateWith, type Millrace } from './editor/main.ts';

/** The extension's entry in a Node extension host. */
export function activate(context: ExtensionContext): Millrace {
  return activateWith(context, nodeHost(context.extensionPath));
}
