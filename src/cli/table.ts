/** Tables of aligned columns. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** A row of cells; `rule`: a line across. */
export type TableRow = readonly string[] | 'rule';

const GAP = '  ';

/** Lines of the table, without spaces at their ends. Cells must be single lines without escapes. */
export function table(columns: readonly Column[], rows: readonly TableRow[]): readonly string[] {
  const widths = columns.map(({ title }, i) =>
    Math.max(width(title), ...rows.map((row) => (row === 'rule' ? 0 : width(row[i] ?? '')))),
  );
  const rule = widths.map((each) => '─'.repeat(each)).join(GAP);
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, i) => padded(cells[i] ?? '', widths[i] ?? 0, align))
      .join(GAP)
      .trimEnd();
  return [line(columns.map(({ title }) => title)), rule, ...rows.map((row) => (row === 'rule' ? rule : line(row)))];
}

function padded(text: string, size: number, align: Column['align']): string {
  const space = ' '.repeat(Math.max(0, size - width(text)));
  return align === 'left' ? text + space : space + text;
}

/** Characters, not UTF-16 units. */
function width(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Each line moved to the right. */
export function indented(lines: readonly string[], by = 2): readonly string[] {
  const space = ' '.repeat(by);
  return lines.map((line) => (line === '' ? '' : space + line));
}
