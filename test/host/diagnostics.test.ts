import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { type CodeAction, CodeActionKind, commands, languages, type TextDocument, workspace } from 'vscode';
import { closeAll, codes, eventually, notExported, once, openFile, openText, replace } from './support.ts';

const seen = (document: TextDocument) => codes(languages.getDiagnostics(document.uri));

describe('diagnostics', () => {
  afterEach(closeAll);

  it('appear while typing, and go when the error is gone', async () => {
    const { document } = await openText(once);
    await replace(document, 'export Test', 'export Tests');
    await eventually(() => assert(seen(document).includes('ipc/unknownName'), seen(document).join()));
    await replace(document, 'export Tests', 'export Test');
    await eventually(() => assert.deepEqual(seen(document), []));
  });

  it('name their code, their place and what to do', async () => {
    const { document } = await openText(notExported);
    const [diagnostic] = await eventually(() => {
      const found = languages
        .getDiagnostics(document.uri)
        .filter(({ code }) => codes([{ code } as never])[0] === 'ipc/notExported');
      assert.equal(found.length, 1);
      return found;
    });
    assert(diagnostic);
    assert.match(diagnostic.message, /Add "export Test" to domain Server/);
    assert.match(document.lineAt(diagnostic.range.start.line).text, /^bind test/);
    assert(diagnostic.relatedInformation?.length, 'related places');
  });

  it('a quick fix corrects the text', async () => {
    const { document } = await openText(notExported);
    await eventually(() => assert.deepEqual(seen(document), ['ipc/notExported']));
    const [diagnostic] = languages.getDiagnostics(document.uri);
    assert(diagnostic);
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      diagnostic.range,
      CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ edit, title }) => edit !== undefined && /export/i.test(title));
    assert(fix?.edit, actions.map(({ title }) => title).join('; '));
    assert(await workspace.applyEdit(fix.edit));
    await eventually(() => assert.deepEqual(seen(document), []));
  });

  it('see the unsaved text of a file', async () => {
    const { document } = await openFile('unsaved.ipc', once);
    await replace(document, 'export Test', 'threads 1');
    await eventually(() => assert(seen(document).includes('ipc/notExported'), seen(document).join()));
    assert.equal(document.isDirty, true);
  });
});
