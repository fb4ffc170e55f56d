import path from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import {
  type CompileResult,
  languageRequests,
  type ReadParams,
  type ScenariosResult,
} from '../../../src/protocol/language.ts';
import { serve } from '../../../src/server/serve.ts';
import { root } from './support.ts';

const WORLD = `machine Box profile cvax
interface Files { Read(block: int32) -> bytes[512] }
domain Editor on Box
domain Cache on Box { export Files { Read { compute 40us } } }
bind files = Editor -> Cache.Files via lrpc
`;
const SCENARIO = '@title("One call") scenario One { thread T in Editor { files.Read(7) } }';

/** An editor's side of a running server: its open texts, its files, and what the server told it. */
class Editor {
  readonly files = new Map<string, string>();
  readonly diagnostics = new Map<string, readonly Diagnostic[]>();
  private readonly client: ProtocolConnection;
  private version = 0;

  constructor() {
    const [up, down] = [new PassThrough(), new PassThrough()];
    serve(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)));
    this.client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    this.client.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
      this.diagnostics.set(uri, diagnostics);
    });
    this.client.onRequest(languageRequests.read, ({ uri }: ReadParams) => ({ text: this.files.get(uri) ?? null }));
    this.client.onRequest('client/registerCapability', () => null);
    this.client.listen();
  }

  async start(): Promise<this> {
    const library = pathToFileURL(path.join(root, 'media/library')).toString();
    await this.ask('initialize', {
      processId: null,
      rootUri: null,
      capabilities: {},
      initializationOptions: { library },
    });
    await this.client.sendNotification('initialized', {});
    return this;
  }

  ask<T>(method: string, params: object): Promise<T> {
    return this.client.sendRequest<T>(method, params);
  }

  tell(method: string, params: object): Promise<void> {
    return this.client.sendNotification(method, params);
  }

  open(uri: string, text: string): Promise<void> {
    return this.tell('textDocument/didOpen', {
      textDocument: { uri, languageId: 'ipc', version: ++this.version, text },
    });
  }

  type(uri: string, text: string): Promise<void> {
    return this.tell('textDocument/didChange', {
      textDocument: { uri, version: ++this.version },
      contentChanges: [{ text }],
    });
  }

  close(uri: string): Promise<void> {
    return this.tell('textDocument/didClose', { textDocument: { uri } });
  }

  changed(uri: string, type: number): Promise<void> {
    return this.tell('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
  }

  codes(uri: string): unknown[] | undefined {
    return this.diagnostics.get(uri)?.map(({ code }) => code);
  }

  stop(): void {
    this.client.dispose();
  }
}

const editors: Editor[] = [];
afterEach(() => editors.splice(0).forEach((editor) => editor.stop()));

async function start(): Promise<Editor> {
  const editor = new Editor();
  editors.push(editor);
  return editor.start();
}

describe('the language server', () => {
  it.each(['untitled:Untitled-1', 'file:///folder/a.ipc', 'vscode-vfs://github/owner/repo/a.ipc'])(
    'compiles what is open as %s',
    async (uri) => {
      const editor = await start();
      await editor.open(uri, WORLD + SCENARIO);
      const listed = await editor.ask<ScenariosResult>(languageRequests.scenarios, { uri });
      expect(listed).toMatchObject({ complete: true, scenarios: [{ name: 'One', title: 'One call', variants: [] }] });
      const { run, diagnostics } = await editor.ask<CompileResult>(languageRequests.compile, { uri, scenario: 'One' });
      expect(diagnostics).toEqual([]);
      expect(run).toMatchObject({ scenario: 'One', title: 'One call' });
    },
  );

  it('answers for the text as of the last change', async () => {
    const editor = await start();
    const uri = 'file:///a.ipc';
    await editor.open(uri, WORLD);
    await editor.type(uri, `${WORLD}scenario A { }`);
    await editor.type(uri, `${WORLD}scenario A { } scenario B { }`);
    const { scenarios } = await editor.ask<ScenariosResult>(languageRequests.scenarios, { uri });
    expect(scenarios.map(({ name }) => name)).toEqual(['A', 'B']);
  });

  it('names the errors that stop a scenario', async () => {
    const editor = await start();
    const uri = 'file:///a.ipc';
    await editor.open(uri, `${WORLD}scenario One { thread T in Editr { } }`);
    const { run, diagnostics } = await editor.ask<CompileResult>(languageRequests.compile, { uri, scenario: 'One' });
    expect(run).toBeNull();
    expect(diagnostics[0]).toMatchObject({
      code: 'ipc/unknownName',
      at: { uri, line: 5, column: 27, endLine: 5, endColumn: 32 },
    });
  });

  it('says that an incomplete text may have more scenarios', async () => {
    const editor = await start();
    await editor.open('file:///a.ipc', 'scenario A { } scenario {');
    const { complete } = await editor.ask<ScenariosResult>(languageRequests.scenarios, { uri: 'file:///a.ipc' });
    expect(complete).toBe(false);
  });
});

describe('what the language server complains about', () => {
  it('has quick fixes', async () => {
    const editor = await start();
    const uri = 'file:///a.ipc';
    await editor.open(uri, WORLD.replace('Editor -> Cache', 'Edtor -> Cache'));
    await expect.poll(() => editor.codes(uri)).toEqual(['ipc/unknownName']);
    const diagnostics = editor.diagnostics.get(uri) ?? [];
    const range = diagnostics[0]?.range;
    const actions = await editor.ask<{ title: string; edit: { changes: Record<string, { newText: string }[]> } }[]>(
      'textDocument/codeAction',
      { textDocument: { uri }, range, context: { diagnostics } },
    );
    expect(actions[0]?.edit.changes[uri]).toMatchObject([{ newText: 'Editor', range }]);
  });
});

describe('files that the server does not have open', () => {
  it('reads imports through the editor, across folders and further imports', async () => {
    const editor = await start();
    editor.files.set('vscode-vfs://x/shared/world.ipc', `import "../base/box.ipc"\n${WORLD.replace(/^.*\n/, '')}`);
    editor.files.set('vscode-vfs://x/base/box.ipc', 'machine Box profile cvax');
    const uri = 'vscode-vfs://x/mine/a.ipc';
    await editor.open(uri, `import "../shared/world.ipc"\n${SCENARIO}`);
    const { run, imports } = await editor.ask<CompileResult>(languageRequests.compile, { uri, scenario: 'One' });
    expect(run).not.toBeNull();
    expect(imports).toEqual(['vscode-vfs://x/shared/world.ipc', 'vscode-vfs://x/base/box.ipc']);
    expect(editor.codes(uri)).toEqual([]);
  });

  it('notices that a missing import has come, has changed, and is gone', async () => {
    const editor = await start();
    const [uri, imported] = ['file:///a.ipc', 'file:///box.ipc'];
    await editor.open(uri, 'import "box.ipc"\ndomain D on Box');
    await expect.poll(() => editor.codes(uri)).toEqual(['ipc/unknownName', 'ipc/importNotFound']);
    editor.files.set(imported, 'machine Box profile cvax');
    await editor.changed(imported, 1);
    await expect.poll(() => editor.codes(uri)).toEqual([]);
    editor.files.set(imported, 'machine Rack profile cvax');
    await editor.changed(imported, 2);
    await expect.poll(() => editor.codes(uri)).toEqual(['ipc/unknownName']);
    editor.files.delete(imported);
    await editor.changed(imported, 3);
    await expect.poll(() => editor.codes(uri)).toEqual(['ipc/unknownName', 'ipc/importNotFound']);
  });

  it('takes the text of an open import from the editor, and goes back to the file when it closes', async () => {
    const editor = await start();
    const [uri, imported] = ['file:///a.ipc', 'file:///box.ipc'];
    editor.files.set(imported, 'machine Box profile cvax');
    await editor.open(uri, 'import "box.ipc"\ndomain D on Box');
    await expect.poll(() => editor.codes(uri)).toEqual([]);
    await editor.open(imported, 'machine Rack profile cvax');
    await expect.poll(() => editor.codes(uri)).toEqual(['ipc/unknownName']);
    await editor.close(imported);
    await expect.poll(() => editor.codes(uri)).toEqual([]);
  });

  it('forgets the problems of a document that closes', async () => {
    const editor = await start();
    await editor.open('untitled:Untitled-1', 'domain D on Nowhere');
    await expect.poll(() => editor.codes('untitled:Untitled-1')).toEqual(['ipc/unknownName']);
    await editor.close('untitled:Untitled-1');
    await expect.poll(() => editor.codes('untitled:Untitled-1')).toEqual([]);
  });

  it('tells nothing about files that are not open', async () => {
    const editor = await start();
    editor.files.set('file:///broken.ipc', 'domain D on Nowhere');
    await editor.open('file:///a.ipc', 'import "broken.ipc"');
    await expect.poll(() => editor.codes('file:///a.ipc')).toEqual([]);
    expect([...editor.diagnostics.keys()]).toEqual(['file:///a.ipc']);
  });

  it('opens the library by go to definition, in files of this machine', async () => {
    const editor = await start();
    await editor.open('file:///a.ipc', WORLD);
    const links = await editor.ask<{ uri?: string; targetUri?: string }[]>('textDocument/definition', {
      textDocument: { uri: 'file:///a.ipc' },
      position: { line: 4, character: WORLD.split('\n')[4]?.indexOf('lrpc') },
    });
    expect(links[0]?.targetUri ?? links[0]?.uri).toBe(
      pathToFileURL(path.join(root, 'media/library/lrpc.ipc')).toString(),
    );
  });
});
