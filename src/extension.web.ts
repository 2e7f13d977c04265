import type { ExtensionContext } from 'vscode';
import { webHost } from './editor/host.web.ts';
import { activateWith, type Millrace } from './editor/main.ts';

/** The extension's entry in a browser's extension host. */
export function activate(context: ExtensionContext): Millrace {
  return activateWith(context, webHost(context.extensionUri.toString().replace(/\/$/, '')));
}
