/** A room that may be imported; `only` names the files of it that may, `types` allows types alone. */
export interface Allowed {
  readonly room: string;
  readonly only?: readonly string[];
  readonly types?: true;
}

export interface Room {
  /** Folder, from the root. */
  readonly path: string;
  readonly imports: readonly Allowed[];
  /** Packages, by name or as a prefix that ends in a slash; `node:` stands for Node's own modules. */
  readonly packages: readonly string[];
  /** Touches neither VS Code nor the DOM nor Node; has no state of its own and no clock. */
  readonly pure?: true;
}

const specification = ['spec/', 'scenario.ts', 'expectation.ts', 'published.ts'];
const base: Allowed = { room: 'base' };
const wholeEngine: readonly Allowed[] = [base, { room: 'sim' }, { room: 'language' }, { room: 'analysis' }];
const outside: readonly Allowed[] = [...wholeEngine, { room: 'protocol' }];

/** Who may import whom. Nothing else is allowed, and a room may always import itself. */
export const rooms: Readonly<Record<string, Room>> = {
  base: { path: 'src/base', imports: [], packages: [], pure: true },
  sim: { path: 'src/sim', imports: [base], packages: [], pure: true },
  language: {
    path: 'src/language',
    imports: [base, { room: 'sim', only: specification }],
    packages: ['langium', 'langium/', 'vscode-languageserver-types', 'vscode-languageserver'],
    pure: true,
  },
  analysis: {
    path: 'src/analysis',
    imports: [base, { room: 'sim', only: ['trace/', ...specification] }],
    packages: [],
    pure: true,
  },
  protocol: {
    path: 'src/protocol',
    imports: [
      base,
      { room: 'analysis', types: true },
      { room: 'sim', only: ['trace/', ...specification], types: true },
    ],
    packages: [],
    pure: true,
  },
  server: {
    path: 'src/server',
    imports: outside,
    packages: ['node:', 'langium', 'langium/', 'vscode-languageserver/', 'vscode-languageserver-textdocument'],
  },
  worker: { path: 'src/worker', imports: outside, packages: ['node:', 'langium'] },
  cli: { path: 'src/cli', imports: outside, packages: ['node:', 'langium', 'langium/node'] },
  host: {
    path: 'src/host',
    imports: [...outside, { room: 'server' }, { room: 'worker' }],
    packages: ['node:', 'vscode', 'vscode-languageclient', 'vscode-languageclient/'],
  },
  webview: {
    path: 'webview',
    // The messages of the protocol are made of the specification's types.
    imports: [base, { room: 'analysis' }, { room: 'protocol' }, { room: 'sim', only: specification, types: true }],
    packages: ['preact', 'preact/', '@preact/signals', 'elkjs/'],
  },
};
