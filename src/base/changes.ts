/** How plain data differs from other plain data: what takes little room where much is the same. */

/** A part that was replaced: the keys and indices that lead to it, and what stands there now. */
export interface Change {
  readonly at: readonly (string | number)[];
  readonly value: unknown;
}

/** The changes that make `after` out of `before`; both are JSON data. Lists of different length are replaced as a whole. */
export function differences(before: unknown, after: unknown): readonly Change[] {
  const found: Change[] = [];
  compare(before, after, [], found);
  return found;
}

function compare(before: unknown, after: unknown, at: (string | number)[], found: Change[]): void {
  if (Object.is(before, after)) return;
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (const [index, value] of after.entries()) compareAt(before[index], value, index, at, found);
  } else if (isRecord(before) && isRecord(after) && sameKeys(before, after)) {
    for (const key of Object.keys(after)) compareAt(before[key], after[key], key, at, found);
  } else found.push({ at: [...at], value: after });
}

function compareAt(
  before: unknown,
  after: unknown,
  key: string | number,
  at: (string | number)[],
  found: Change[],
): void {
  at.push(key);
  compare(before, after, at, found);
  at.pop();
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sameKeys(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(after);
  return keys.length === Object.keys(before).length && keys.every((key) => Object.hasOwn(before, key));
}

/** The value with the changes made; it shares with `value` what stays as it is. */
export function changed<T>(value: T, changes: readonly Change[]): T {
  return changes.reduce<unknown>((whole, { at, value: part }) => replaced(whole, at, 0, part), value) as T;
}

function replaced(whole: unknown, at: Change['at'], depth: number, part: unknown): unknown {
  const key = at[depth];
  if (key === undefined) return part;
  if (Array.isArray(whole))
    return whole.map((item: unknown, index) => (index === key ? replaced(item, at, depth + 1, part) : item));
  if (!isRecord(whole)) throw new Error(`there is nothing at ${at.slice(0, depth + 1).join('.')}`);
  return { ...whole, [key]: replaced(whole[key], at, depth + 1, part) };
}
