/** Ends an exhaustive switch over a discriminated union: does not compile while a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}

/** States what the code around it guarantees; a failure is a defect of the program, never of its input. */
export function assert(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`defect: ${what}`);
}

/** The element at `index`, which the caller knows to exist. */
export function at<T>(items: { readonly [index: number]: T | undefined; readonly length: number }, index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`defect: no element ${index} of ${items.length}`);
  return item;
}
