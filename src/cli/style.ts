/** Emphasis for terminals; nothing where the output is no terminal. */
export interface Style {
  strong(text: string): string;
  faint(text: string): string;
  good(text: string): string;
  bad(text: string): string;
}

const same = (text: string): string => text;

export const NO_STYLE: Style = { strong: same, faint: same, good: same, bad: same };

const escape = (code: number) => (text: string) => `\u001B[${code}m${text}\u001B[0m`;

export const TERMINAL_STYLE: Style = { strong: escape(1), faint: escape(2), good: escape(32), bad: escape(31) };

/** Colours only on a terminal that wants them (https://no-color.org). */
export function styleFor(isTerminal: boolean, environment: Readonly<Record<string, string | undefined>>): Style {
  const unwanted = (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  return isTerminal && !unwanted ? TERMINAL_STYLE : NO_STYLE;
}
