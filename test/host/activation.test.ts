import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { extensions, window, workspace } from 'vscode';
import { closeAll, eventually, once, openText } from './support.ts';

const extension = () => {
  const found = extensions.getExtension('ipc-tracer.ipc-tracer');
  assert(found, 'the extension is installed');
  return found;
};

describe('activation', () => {
  it('does not begin with the workbench, nor with another file', async () => {
    const document = await workspace.openTextDocument({ language: 'plaintext', content: 'machine' });
    await window.showTextDocument(document);
    assert.equal(extension().isActive, false);
    await closeAll();
  });

  it('begins when a scenario file is opened, without errors', async () => {
    await openText(once);
    await eventually(() => assert.equal(extension().isActive, true));
    await closeAll();
  });
});
