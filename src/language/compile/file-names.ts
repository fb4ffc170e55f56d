import type { Resolve } from '../model/terms.ts';

/** At file level a name with a value is a `parameter`. A parameter defined by itself has none. */
export function resolveInFile(): Resolve {
  const open = new Set<unknown>();
  return (reference, evaluate) => {
    const target = reference.target.ref;
    if (target?.$type !== 'Parameter' || reference.call || reference.members.length > 0 || open.has(target))
      return null;
    open.add(target);
    try {
      return evaluate(target.value);
    } finally {
      open.delete(target);
    }
  };
}
