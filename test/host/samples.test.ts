import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { DiagnosticSeverity, languages, type TextDocument, workspace } from 'vscode';
import { closeAll, lensRows } from './support.ts';

/** The workspace of these suites is a copy of the samples. */
describe('the samples', () => {
  after(closeAll);

  it('are scenario files without errors, each with something to run', async () => {
    const files = await workspace.findFiles('*.ipc');
    assert(
      files.some(({ path }) => path.endsWith('/tour.ipc')),
      files.join('\n'),
    );
    for (const uri of files) {
      const document = await workspace.openTextDocument(uri);
      assert.equal(document.languageId, 'ipc');
      const rows = await lensRows(document);
      const scenarios = rows.filter((line) => /^(?:@|scenario )/.test(document.lineAt(line).text));
      assert(scenarios.length > 0 && scenarios.length === rows.length, `${uri.path}: ${rows.join()}`);
      assert.deepEqual(errors(document), [], uri.path);
    }
  });
});

function errors(document: TextDocument): string[] {
  const found = languages.getDiagnostics(document.uri).filter(({ severity }) => severity === DiagnosticSeverity.Error);
  return found.map(({ range, message }) => `${range.start.line + 1}: ${message}`);
}
