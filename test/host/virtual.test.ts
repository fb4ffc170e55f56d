import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import {
  type Disposable,
  EventEmitter,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  languages,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { closeAll, codes, eventually, once, replace, resultTitle, run } from './support.ts';

const scheme = 'ipc-memory';

/** A file system that no other process can see, as that of a browser or of a repository on the network. */
function memoryFiles(files: Readonly<Record<string, string>>): FileSystemProvider {
  const changes = new EventEmitter<never>();
  const bytesOf = ({ path }: Uri) => {
    const text = files[path];
    if (text === undefined) throw FileSystemError.FileNotFound(path);
    return new TextEncoder().encode(text);
  };
  const readOnly = () => {
    throw FileSystemError.NoPermissions();
  };
  return {
    onDidChangeFile: changes.event,
    watch: () => ({ dispose: () => undefined }),
    stat: (uri) => ({ type: FileType.File, ctime: 0, mtime: 0, size: bytesOf(uri).length }),
    readFile: bytesOf,
    readDirectory: () => [],
    createDirectory: readOnly,
    writeFile: readOnly,
    delete: readOnly,
    rename: readOnly,
  };
}

describe('a virtual file system', () => {
  let registration: Disposable;
  before(() => {
    const world = once.slice(0, once.indexOf('scenario'));
    const uses = 'import "world.ipc"\n\nscenario Uses {\n  thread T in Client { test.Null }\n}\n';
    const provider = memoryFiles({ '/shared/world.ipc': world, '/shared/uses.ipc': uses });
    registration = workspace.registerFileSystemProvider(scheme, provider, { isReadonly: true });
  });
  after(async () => {
    await closeAll();
    registration.dispose();
  });

  it('scenarios are checked and run there, with what they import', async () => {
    const document = await workspace.openTextDocument(Uri.from({ scheme, path: '/shared/uses.ipc' }));
    await window.showTextDocument(document, ViewColumn.One);
    await run(document, 'Uses');
    assert.match(await resultTitle(document), /^157 µs · 2 traps/);
    assert.deepEqual(codes(languages.getDiagnostics(document.uri)), []);
  });

  it('an import that is not there is an error on its line', async () => {
    const { document } = await window.showTextDocument(
      await workspace.openTextDocument({ language: 'ipc', content: 'import "ipc-memory-nowhere.ipc"\n' }),
    );
    await eventually(() => assert.deepEqual(codes(languages.getDiagnostics(document.uri)), ['ipc/importNotFound']));
    await replace(document, 'import "ipc-memory-nowhere.ipc"', '');
    await eventually(() => assert.deepEqual(codes(languages.getDiagnostics(document.uri)), []));
  });
});
