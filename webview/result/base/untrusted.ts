/** Names and texts of scenario files are untrusted: they are shown as text only, and cannot reorder or flood what stands around them. */

/** Longest text that is shown at all; the rest is cut with an ellipsis. */
const LONGEST = 2_000;

/** Controls, marks that change the direction of the text around them, and line separators. */
const DISRUPTIVE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** Joiners belong to the writing of several languages. */
const JOINERS: ReadonlySet<string> = new Set(['\u200c', '\u200d']);

/** The text with disruptive characters made visible as their code, cut after `longest` characters. */
export function visible(text: string, longest: number = LONGEST): string {
  return clip(text, longest).replace(DISRUPTIVE, (character) => {
    if (JOINERS.has(character)) return character;
    if (character === '\n' || character === '\t') return ' ';
    return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
  });
}

/** The same for the text of a step, in which `->` leads from a place to a place. */
export function withArrows(text: string, longest?: number): string {
  return visible(text, longest).replaceAll('->', '→');
}

/** The first `longest` characters, never half of one, with an ellipsis if something is missing. */
export function clip(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const whole = text.slice(0, longest);
  const last = whole.charCodeAt(whole.length - 1);
  return `${last >= 0xd800 && last <= 0xdbff ? whole.slice(0, -1) : whole}…`;
}

/** The longest beginning of a text that fits into `width` as measured, with an ellipsis if something is missing. */
export function fit(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  let low = 0;
  let high = Math.min(text.length, 400);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(clip(text, middle)) <= width) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : clip(text, low);
}
