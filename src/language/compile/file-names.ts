import type { GivenValues } from '../model/sweep.ts';
import type { Resolve } from '../model/terms.ts';

/** At file level a name with a value is a `parameter`, with the value that is given or else declared. One defined by itself has none. */
export function resolveInFile(given: GivenValues = new Map()): Resolve {
  const open = new Set<unknown>();
  return (reference, evaluate) => {
    const target = reference.target.ref;
    if (target?.$type !== 'Parameter' || reference.call || reference.members.length > 0 || open.has(target))
      return null;
    const value = given.get(target);
    if (value !== undefined) return value;
    open.add(target);
    try {
      return evaluate(target.value);
    } finally {
      open.delete(target);
    }
  };
}
