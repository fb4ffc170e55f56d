/** Which steps of two paths stand side by side: those with the same label, and between them those of the same kind. */

/** What makes two steps alike. */
export interface Alignable {
  readonly label: string | null;
  readonly text: string;
  readonly kind: string;
  /** `call` and `return` never stand beside each other. */
  readonly half: string;
}

/** The row of each step, for the left and for the right. */
export interface Alignment {
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly rows: number;
}

/** Above this product of lengths only labels are aligned. */
const MOST_CELLS = 1_000_000;

export function align(left: readonly Alignable[], right: readonly Alignable[]): Alignment {
  const pairs = left.length * right.length <= MOST_CELLS ? bestPairs(left, right) : labelPairs(left, right);
  const rows = { left: [] as number[], right: [] as number[] };
  let row = 0;
  let [l, r] = [0, 0];
  for (const [a, b] of [...pairs, [left.length, right.length] as const]) {
    for (; l < a; l++) rows.left.push(row++);
    for (; r < b; r++) rows.right.push(row++);
    if (a === left.length) break;
    rows.left.push(row);
    rows.right.push(row++);
    [l, r] = [a + 1, b + 1];
  }
  return { ...rows, rows: row };
}

function likeness(a: Alignable, b: Alignable): number {
  if (a.half !== b.half) return 0;
  if (a.label !== null && a.label === b.label) return 8;
  if (a.kind !== b.kind) return 0;
  return a.text === b.text ? 4 : 1;
}

type Pair = readonly [number, number];

/** The pairs in order whose likeness sums to the most. */
function bestPairs(left: readonly Alignable[], right: readonly Alignable[]): readonly Pair[] {
  const width = right.length + 1;
  const best = new Int32Array((left.length + 1) * width);
  const score = (l: number, r: number): number => best[l * width + r] ?? 0;
  for (let l = left.length - 1; l >= 0; l--) {
    for (let r = right.length - 1; r >= 0; r--) {
      const like = likenessAt(left, right, l, r);
      best[l * width + r] = Math.max(score(l + 1, r), score(l, r + 1), like === 0 ? 0 : like + score(l + 1, r + 1));
    }
  }
  const pairs: Pair[] = [];
  for (let [l, r] = [0, 0]; l < left.length && r < right.length; ) {
    const like = likenessAt(left, right, l, r);
    if (like > 0 && score(l, r) === like + score(l + 1, r + 1)) pairs.push([l++, r++]);
    else if (score(l, r) === score(l + 1, r)) l++;
    else r++;
  }
  return pairs;
}

function likenessAt(left: readonly Alignable[], right: readonly Alignable[], l: number, r: number): number {
  const [a, b] = [left[l], right[r]];
  return a === undefined || b === undefined ? 0 : likeness(a, b);
}

/** Equal labels in the order of both, for paths too long for anything better. */
function labelPairs(left: readonly Alignable[], right: readonly Alignable[]): readonly Pair[] {
  const places = new Map<string, number[]>();
  right.forEach((each, i) => {
    if (each.label === null) return;
    const known = places.get(`${each.half} ${each.label}`);
    if (known) known.push(i);
    else places.set(`${each.half} ${each.label}`, [i]);
  });
  const pairs: Pair[] = [];
  let last = -1;
  left.forEach((each, i) => {
    const later = each.label === null ? undefined : places.get(`${each.half} ${each.label}`);
    const place = later?.find((candidate) => candidate > last);
    if (place === undefined) return;
    pairs.push([i, place]);
    last = place;
  });
  return pairs;
}
