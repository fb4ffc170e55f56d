import { expect, test, vi } from 'vitest';

vi.mock('vscode', () => ({ workspace: { asRelativePath: (uri: unknown) => String(uri) } }));
const { shown } = await import('../../../src/host/labels.ts');

test.each([
  ['an ordinary text', 'an ordinary text'],
  ['a\u202Eb', 'a\uFFFDb'],
  ['two\nlines', 'two\uFFFDlines'],
  ['[Run](command:workbench.action.quit)', '[Run] (command:workbench.action.quit)'],
  ['µ → ü 世', 'µ → ü 世'],
])('%j is shown as %j', (text, expected) => {
  expect(shown(text)).toBe(expected);
});

test('a long text is cut', () => {
  expect(shown('x'.repeat(1000))).toBe(`${'x'.repeat(300)}…`);
});
