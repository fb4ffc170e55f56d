/** The page of the result panel. */
import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

/** The only folder that a panel may load files from. */
export function webviewFolder(extension: Uri): Uri {
  return Uri.joinPath(extension, 'dist/webview');
}

/** A page that runs our script and nothing else. */
export function resultPage(webview: Webview, extension: Uri): string {
  const nonce = randomBytes(18).toString('base64');
  const file = (name: string) =>
    attribute(webview.asWebviewUri(Uri.joinPath(webviewFolder(extension), name)).toString());
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy(nonce, webview.cspSource))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>IPC Tracer</title>
<link rel="stylesheet" href="${file('result.css')}">
</head>
<body>
<div id="root" data-elk="${file('elk-worker.js')}"></div>
<script nonce="${nonce}" src="${file('result.js')}"></script>
</body>
</html>`;
}

/** The layout library is fetched and started from a blob: a webview cannot start a worker from a file. */
function policy(nonce: string, source: string): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `img-src ${source}`,
    `font-src ${source}`,
    `connect-src ${source}`,
    'worker-src blob:',
  ].join('; ');
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
