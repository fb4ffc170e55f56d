import type { LangiumDocument } from 'langium';
import { beforeAll, describe, expect, test } from 'vitest';
import type { IpcServices } from '../../../../src/language/module.ts';
import type { QuickFix } from '../../../../src/language/quickfix/context.ts';
import { FIXABLE, quickFixes } from '../../../../src/language/quickfix/fixes.ts';
import { openDocument } from '../../../../src/language/workspace.ts';
import { diagnosticNames, servicesWithLibrary } from '../support.ts';
import { unmarked, type WrongFile, wrongFiles } from './wrong-files.ts';

const URI = 'file:///wrong/wrong.ipc';
const files = wrongFiles();
/** Files whose text cannot stand in a fixture are in syntax.test.ts and limits.test.ts. */
const elsewhere = ['syntax', 'fileTooLarge', 'tooDeep', 'bidi', 'badCharacter', 'nothingAssumed', 'tooManyProblems'];

let services: IpcServices;
beforeAll(async () => {
  services = await servicesWithLibrary();
});

type Diagnostic = NonNullable<LangiumDocument['diagnostics']>[number];

async function check(text: string): Promise<{ document: LangiumDocument; diagnostics: readonly Diagnostic[] }> {
  const document = openDocument(services, URI, text);
  await services.shared.workspace.DocumentBuilder.build([document], { validation: true });
  return { document, diagnostics: document.diagnostics ?? [] };
}

const codesOf = (diagnostics: readonly Diagnostic[]): string[] => [
  ...new Set(diagnostics.map((each) => String(each.code))),
];

/** The diagnostic that a wrong file is about. */
async function complaint({ text, codes, marked }: WrongFile) {
  const { document, diagnostics } = await check(text);
  const at = (each: Diagnostic): number => document.textDocument.offsetAt(each.range.start);
  const found = diagnostics.filter((each) => each.code === `ipc/${codes[0]}`);
  return { document, found: found.find((each) => at(each) === marked.offset) ?? found[0] };
}

/** The text after a fix, from the last change to the first. */
function applied(document: LangiumDocument, { changes }: QuickFix): string {
  expect(changes.map((change) => change.document)).toEqual(changes.map(() => document));
  return changes
    .toSorted((a, b) => b.offset - a.offset)
    .reduce(
      (text, change) => text.slice(0, change.offset) + change.text + text.slice(change.end),
      document.textDocument.getText(),
    );
}

describe.each(files)('$name', (file) => {
  test('is found', async () => {
    const { diagnostics } = await check(file.text);
    expect(codesOf(diagnostics).sort()).toEqual(file.codes.map((each) => `ipc/${each}`).sort());
  });

  test('is marked where it is', async () => {
    const { document, found } = await complaint(file);
    const range = found && [
      document.textDocument.offsetAt(found.range.start),
      document.textDocument.offsetAt(found.range.end),
    ];
    expect(range).toEqual([file.marked.offset, file.marked.end]);
  });

  test('says what to do, without loose ends', async () => {
    const { found } = await complaint(file);
    expect(found?.message).toMatch(/[.?]$/);
    expect(found?.message).not.toMatch(/undefined|null|\[object|\bNaN\b/);
  });

  test('is gone in the corrected file, which has no other problem', async () => {
    const { diagnostics } = await check(file.corrected);
    expect(diagnostics.map((each) => each.message)).toEqual([]);
  });
});

describe.each(files.filter((file) => FIXABLE.includes(file.codes[0] ?? '')))('the fixes of $name', (file) => {
  test('are there, and each repairs it', async () => {
    const { document, found } = await complaint(file);
    const fixes = quickFixes(services, document, found?.data);
    expect(fixes.length).toBeGreaterThan(0);
    const others = file.codes.slice(1).map((each) => `ipc/${each}`);
    for (const fix of fixes) {
      const { diagnostics } = await check(applied(document, fix));
      const left = codesOf(diagnostics).filter((each) => !others.includes(each));
      expect({ fix: fix.title, left }).toEqual({ fix: fix.title, left: [] });
    }
  });
});

describe.each(files.filter((file) => file.byFix))('the corrected text of $name', (file) => {
  test('is what a quick fix makes', async () => {
    const { document, found } = await complaint(file);
    const made = quickFixes(services, document, found?.data).map((fix) => unmarked(applied(document, fix)));
    expect(made).toContain(file.corrected);
  });
});

describe('the table', () => {
  const covered = new Set(files.map((file) => file.codes[0] ?? ''));

  test('has a wrong file for every diagnostic', async () => {
    const names = await diagnosticNames();
    expect(names.filter((name) => !covered.has(name) && !elsewhere.includes(name))).toEqual([]);
  });

  test('has no file for a diagnostic that does not exist', async () => {
    const names = await diagnosticNames();
    expect([...covered, ...FIXABLE].filter((name) => !names.includes(name))).toEqual([]);
  });
});
