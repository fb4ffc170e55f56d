import { describe, expect, it } from 'vitest';
import { diagnosticLines } from '../../../src/cli/diagnostics.ts';
import { plain } from '../../../src/cli/plain.ts';
import { NO_STYLE, styleFor, TERMINAL_STYLE } from '../../../src/cli/style.ts';
import { indented, table } from '../../../src/cli/table.ts';

describe('texts from files', () => {
  it.each([
    ['copy A -> B', 'copy A -> B'],
    ['\u001B[31mred', '\\u{1B}[31mred'],
    ['a\u202Eb', 'a\\u{202E}b'],
    ['a\nb\r\u2028c', 'a\\u{A}b\\u{D}\\u{2028}c'],
    ['\u200Bnothing\uFEFF', '\\u{200B}nothing\\u{FEFF}'],
    ['\uD800', '\\u{D800}'],
    ['Käse µs 🙂', 'Käse µs 🙂'],
  ])('%j is shown as %j', (text, shown) => expect(plain(text)).toBe(shown));
});

describe('tables', () => {
  const columns = [
    { title: 'time', align: 'right' },
    { title: 'what', align: 'left' },
    { title: 'n', align: 'right' },
  ] as const;

  it('align their columns and leave no spaces at the ends', () => {
    expect(table(columns, [['1.0', 'µ', ''], ['12.25', 'trap into', '7'], 'rule', ['', 'sum']])).toEqual([
      ' time  what       n',
      '─────  ─────────  ─',
      '  1.0  µ',
      '12.25  trap into  7',
      '─────  ─────────  ─',
      '       sum',
    ]);
  });

  it('can be moved to the right', () => expect(indented(['a', '', 'b'], 3)).toEqual(['   a', '', '   b']));
});

describe('emphasis', () => {
  it.each([
    [true, {}, TERMINAL_STYLE],
    [false, {}, NO_STYLE],
    [true, { NO_COLOR: '1' }, NO_STYLE],
    [true, { NO_COLOR: '' }, TERMINAL_STYLE],
    [true, { TERM: 'dumb' }, NO_STYLE],
  ])('terminal %s with %j', (isTerminal, environment, style) => expect(styleFor(isTerminal, environment)).toBe(style));
});

describe('diagnostics', () => {
  const at = (line: number) => ({ uri: 'file:///a.ipc', line, column: 4, endLine: line, endColumn: 9 });
  const lines = diagnosticLines(
    [
      {
        ...at(2),
        severity: 'error',
        code: 'ipc/notExported',
        message: 'Nobody exports \u202EX.',
        related: [{ ...at(7), message: 'declared here' }],
      },
      { ...at(0), severity: 'warning', code: 'ipc/unused', message: 'unused', related: [] },
      { ...at(0), severity: 'hint', code: 'ipc/hint', message: 'for editors', related: [] },
    ],
    () => 'a.ipc',
    'hint',
  );

  it('are lines that begin with file, line and column, from 1', () => {
    expect(lines).toEqual([
      'a.ipc:3:5: ipc/notExported Nobody exports \\u{202E}X.',
      '  a.ipc:8:5: declared here',
      'a.ipc:1:5: ipc/unused warning: unused',
      'a.ipc:1:5: ipc/hint hint: for editors',
    ]);
  });
});
