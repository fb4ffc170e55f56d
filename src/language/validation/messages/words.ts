/**
 * What the diagnostics are made of. Every diagnostic that a person can see is one function of a file in this folder: what is
 * wrong, where, and what to do. The name of the function is the code after `ipc/`. docs/diagnostics.md explains each code; a
 * test holds both lists equal.
 */
import type { Message, Severity } from '../report.ts';

export const message = (severity: Severity, name: string, text: string, unnecessary = false): Message => ({
  code: `ipc/${name}`,
  severity,
  text,
  unnecessary,
});
export const error = (name: string, text: string): Message => message('error', name, text);
export const warning = (name: string, text: string): Message => message('warning', name, text);
export const info = (name: string, text: string): Message => message('info', name, text);
export const unused = (name: string, text: string): Message => message('hint', name, text, true);

export const meant = (suggestion: string | undefined): string =>
  suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
/** More names than anybody reads say nothing. */
export const among = (known: readonly string[]): string =>
  known.length === 0 || known.length > 24 ? '' : ` Known here: ${known.join(', ')}.`;
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
export const listed = (names: readonly string[]): string => (names.length === 0 ? 'nothing' : names.join(', '));
