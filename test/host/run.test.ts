import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { commands, languages, Range, type TextDocument, ViewColumn, window, workspace } from 'vscode';
import { settings } from '../../src/host/ids.ts';
import {
  closeAll,
  codes,
  disappointed,
  endless,
  eventually,
  ids,
  lensTitles,
  notExported,
  once,
  openFile,
  openText,
  replace,
  resultPanels,
  resultTitle,
  run,
  two,
} from './support.ts';

const ofRuns = (document: TextDocument) => codes(languages.getDiagnostics(document.uri), true);

/** The workbench tells the extension host of its tabs some moments later. */
const panelsAre = (names: string[]) => eventually(() => assert.deepEqual(resultPanels().sort(), names));

describe('Run', () => {
  afterEach(closeAll);

  it('runs an untitled, unsaved text and opens one panel beside it', async () => {
    const { document } = await openText(once);
    await run(document, 'Once');
    await panelsAre(['Once']);
    assert.equal(document.isUntitled, true);
    assert.equal(window.tabGroups.all.length, 2);
    assert.equal(window.activeTextEditor?.document, document, 'the editor keeps the focus');
  });

  it('runs the scenario at the cursor', async () => {
    const { document } = await openText(two);
    const line = two.split('\n').indexOf('scenario Ten {') + 1;
    await window.showTextDocument(document, { selection: new Range(line, 2, line, 2) });
    await eventually(() => assert.equal(window.activeTextEditor?.selection.active.line, line));
    await commands.executeCommand(ids.run);
    await panelsAre(['Ten']);
  });

  it('shows the panel of a scenario again instead of a second one', async () => {
    const { document } = await openText(two);
    await run(document, 'Once');
    await run(document, 'Ten');
    await run(document, 'Once');
    await commands.executeCommand(ids.runAgain);
    await panelsAre(['Once', 'Ten']);
  });

  it('runs again what was run last', async () => {
    const { document } = await openText(once);
    await run(document, 'Once');
    await replace(document, 'test.Null }', 'test.BigIn }');
    await commands.executeCommand(ids.runAgain);
    assert.match(await resultTitle(document), /^192 µs · 2 traps · 2 switches$/);
  });

  it('opens the tour as a text of its own, which runs', async () => {
    await commands.executeCommand(ids.openTour);
    const document = await eventually(() => {
      assert(window.activeTextEditor?.document.isUntitled);
      return window.activeTextEditor.document;
    });
    await run(document, 'Tour');
    assert.match(await resultTitle(document), /^Ping 157 µs/);
  });

  it('opens a sample that was chosen as a text of its own', async () => {
    const opening = commands.executeCommand(ids.openSample);
    await eventually(async () => {
      await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      assert(window.activeTextEditor?.document.isUntitled);
    });
    await opening;
    assert.match(window.activeTextEditor?.document.getText() ?? '', /^scenario /m);
  });

  it('refuses a text with errors and leads to the first', async () => {
    const { document } = await openText(notExported);
    await run(document, 'Once');
    await panelsAre([]);
    const { selection } = await eventually(() => {
      assert(window.activeTextEditor && !window.activeTextEditor.selection.isEmpty);
      return window.activeTextEditor;
    });
    const bindLine = notExported.split('\n').findIndex((line) => line.startsWith('bind'));
    assert.equal(selection.start.line, bindLine);
  });

  it('an error in one scenario does not stop another', async () => {
    const { document } = await openText(two.replace('repeat 10 { test.Null }', 'repeat 10 { test.Nil }'));
    await run(document, 'Once');
    await panelsAre(['Once']);
  });

  it('shows the panel without a result again by running it', async () => {
    const { document } = await openText(once);
    await run(document, 'Once');
    await window.tabGroups.close(
      window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label === 'Once'),
    );
    await panelsAre([]);
    await commands.executeCommand(ids.showResult, { uri: document.uri.toString(), scenario: 'Once' });
    await panelsAre(['Once']);
  });
});

describe('What a run found', () => {
  afterEach(closeAll);

  it('puts what only the run saw on its line, until the text changes', async () => {
    const { document } = await openText(disappointed);
    await run(document, 'Disappointed');
    const diagnostics = await eventually(() => {
      const found = languages.getDiagnostics(document.uri).filter(({ source }) => source === 'IPC run');
      assert.equal(found.length, 1);
      return found;
    });
    assert.match(diagnostics[0]?.message ?? '', /latency\(test\.Null\)\.mean < 1us/);
    assert.match(document.lineAt(diagnostics[0]?.range.start.line ?? 0).text, /@expect/);
    assert.match(await resultTitle(document), /1 expectation failed$/);
    await replace(document, '< 1us', '< 1s');
    await eventually(() => assert.deepEqual(ofRuns(document), []));
    await commands.executeCommand(ids.runAgain);
    assert.deepEqual(ofRuns(document), []);
  });

  it('runs files that import others, saved or not', async () => {
    const shared = await openFile('shared.ipc', once.slice(0, once.indexOf('scenario')));
    const text = 'import "shared.ipc"\n\nscenario Uses {\n  thread T in Client { test.Null }\n}\n';
    const { document } = await openFile('uses.ipc', text);
    await run(document, 'Uses');
    assert.match(await resultTitle(document), /^157 µs/);
    await window.showTextDocument(shared.document, ViewColumn.One);
    await replace(shared.document, 'via lrpc', 'via lrpc(caching = yes)');
    await eventually(async () => assert.deepEqual(await lensTitles(document), ['▶ Run']));
  });
});

describe('Limits and cancelling', () => {
  afterEach(closeAll);

  it('a run ends at the limit of the settings and keeps what it has', async () => {
    const { document } = await openText(endless);
    const configuration = workspace.getConfiguration();
    await configuration.update(settings.maxRows, 5000, true);
    try {
      await run(document, 'Endless');
    } finally {
      await configuration.update(settings.maxRows, undefined, true);
    }
    assert.match(await resultTitle(document), /^157 µs .* stopped at the step limit/);
  });

  it('Cancel ends the run and keeps what it has', async () => {
    const { document } = await openText(endless);
    const ended = run(document, 'Endless');
    await panelsAre(['Endless']);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await commands.executeCommand(ids.cancel);
    await ended;
    assert.match(await resultTitle(document), /cancelled/);
  });

  it('closing the panel cancels its run', async () => {
    const { document } = await openText(endless);
    const ended = run(document, 'Endless');
    await panelsAre(['Endless']);
    await window.tabGroups.close(
      window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label === 'Endless'),
    );
    await ended;
    assert.deepEqual(await lensTitles(document), ['▶ Run']);
  });
});
