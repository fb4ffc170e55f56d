import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import {
  closeAll,
  eventually,
  lensRows,
  lensTitles,
  once,
  openText,
  replace,
  resultTitle,
  run,
  two,
} from './support.ts';

describe('CodeLens', () => {
  afterEach(closeAll);

  it('is one row for each scenario', async () => {
    const { document } = await openText(two);
    const lines = two.split('\n');
    const expected = lines.flatMap((line, index) => (line.startsWith('scenario') ? [index] : []));
    assert.deepEqual(await lensRows(document), expected);
    assert.deepEqual(await lensTitles(document), ['▶ Run', '▶ Run']);
  });

  it('shows the result in the same row, and only for the text that was run', async () => {
    const { document } = await openText(once);
    const rows = await lensRows(document);
    await run(document, 'Once');
    assert.match(await resultTitle(document), /^157 µs · 2 traps · 2 switches$/);
    assert.deepEqual(await lensRows(document), rows);
    await replace(document, 'test.Null }', 'test.Null test.Null }');
    await eventually(async () => assert.deepEqual(await lensTitles(document), ['▶ Run']));
    await replace(document, 'test.Null test.Null }', 'test.Null }');
    assert.match(await resultTitle(document), /^157 µs/);
  });

  it('keeps its rows while the text does not parse', async () => {
    const { document } = await openText(two);
    const rows = await lensRows(document);
    for (const broken of ['thread Caller in Client { test.', 'thread Caller {{{', '"thread']) {
      await replace(document, 'thread Caller in Client { test.Null', broken);
      assert.deepEqual(await lensRows(document), rows, broken);
      await replace(document, broken, 'thread Caller in Client { test.Null');
    }
  });

  it('follows its scenario when lines are added above', async () => {
    const { document } = await openText(once);
    const [row] = await lensRows(document);
    await replace(document, 'machine', '// one\n// two\nmachine');
    await eventually(async () => assert.deepEqual(await lensRows(document), [(row ?? 0) + 2]));
  });
});
