/** Texts from files, made safe for a terminal: what would move the cursor or reorder the line is shown as an escape. */

// Controls, format characters that reorder or hide text, line separators, and lone surrogates.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** One line of text that shows exactly the characters it has. */
export function plain(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`);
}
