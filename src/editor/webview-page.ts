import * as vscode from 'vscode';

/** What a webview panel of the extension may do and looks like in its tab. */
export function dressPanel(panel: vscode.WebviewPanel, context: vscode.ExtensionContext): void {
  panel.webview.options = {
    enableScripts: true,
    localResourceRoots: [vscode.Uri.joinPath(context.extensionUri, 'dist/webview')],
  };
  panel.iconPath = {
    light: vscode.Uri.joinPath(context.extensionUri, 'media/millrace-light.svg'),
    dark: vscode.Uri.joinPath(context.extensionUri, 'media/millrace-dark.svg'),
  };
}

/**
 * The page of a room of webview/, under a policy that allows nothing but its script, its styles and images.
 * @param styled it has a style sheet of its own beside its script
 */
export function webviewPage(webview: vscode.Webview, extension: vscode.Uri, room: string, styled = false): string {
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist/webview', name));
  const nonce = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'unsafe-inline'`,
    `img-src ${webview.cspSource} data:`,
    `font-src ${webview.cspSource} data:`,
  ].join('; ');
  const style = styled ? `<link rel="stylesheet" href="${file(`${room}.css`)}">` : '';
  return `<!doctype html>
<html lang="${vscode.env.language}">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">${style}</head>
<body><div id="millrace"></div><script nonce="${nonce}" src="${file(`${room}.js`)}"></script></body>
</html>`;
}
