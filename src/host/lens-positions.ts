/** Keeps CodeLenses where they are while a text does not parse, so that no line jumps under the person who types. */
import type { ScenarioEntry } from '../protocol/language.ts';

export interface LensPlace {
  readonly scenario: string;
  readonly line: number;
}

/** A replaced piece of text: whole lines count. */
export interface LineChange {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  /** Line breaks in the new text. */
  readonly inserted: number;
}

export function placesOf(entries: readonly ScenarioEntry[]): LensPlace[] {
  return entries.map(({ name, selectionRange }) => ({ scenario: name, line: selectionRange.start.line }));
}

/** Where the places are after a change. A place stays with its line's beginning. */
export function moved(places: readonly LensPlace[], change: LineChange): LensPlace[] {
  const { startLine, startCharacter, endLine, inserted } = change;
  return places.map((place) => {
    const before = place.line < startLine || (place.line === startLine && startCharacter > 0);
    if (before) return place;
    return { ...place, line: Math.max(startLine, place.line - (endLine - startLine) + inserted) };
  });
}

/**
 * The places to show.
 * @param found what the parser sees now; it may miss some when `complete` is false
 * @param earlier what was shown before, moved along with the text
 * @param lineOf the text of a line
 */
export function settled(
  found: readonly LensPlace[],
  complete: boolean,
  earlier: readonly LensPlace[],
  lineOf: (line: number) => string,
): readonly LensPlace[] {
  if (complete) return found;
  const lines = new Set(found.map(({ line }) => line));
  const names = new Set(found.map(({ scenario }) => scenario));
  const kept = earlier.filter(
    ({ scenario, line }) => !lines.has(line) && !names.has(scenario) && /\bscenario\b/.test(lineOf(line)),
  );
  return [...found, ...kept].sort((a, b) => a.line - b.line);
}
