/** What a file says of itself in the comment at its head. */

/** The first sentence of a text; all of it if it has no end. */
export function firstSentence(text: string): string {
  return /^.*?[.?](?=\s|$)/.exec(text)?.[0] ?? text;
}

/** What the first sentences are at least to say, in characters: "A quiz." says too little. */
const TELLING = 45;

/** What the file is about, by the comment at its head: its first sentence, or more where that says little. Empty without a comment. */
export function headOf(text: string): string {
  const comment = /^\/\*+(?<text>.*?)\*\//s.exec(text)?.groups?.['text'] ?? '';
  const words = comment
    .replaceAll(/^\s*\*/gm, '')
    .trim()
    .replaceAll(/\s+/g, ' ');
  let head = firstSentence(words);
  while (head.length < TELLING && head.length < words.length) {
    head += ` ${firstSentence(words.slice(head.length + 1))}`;
  }
  return head;
}
