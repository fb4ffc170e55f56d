import { AstUtils } from 'langium';
import { type Action, isAction, isContinue, type Mechanism, type Outcome, type Verb } from '../generated/ast.ts';
import { lineage } from '../scope/members.ts';

/** What a step checks, and the outcome of the call that fails it. */
export interface CheckOfStep {
  /** The name of the check, or of the pool or place whose element is checked. */
  readonly name: string;
  readonly isPlace: boolean;
  /** Undefined: a place that is not what it should be, or what is not known. */
  readonly outcome: Outcome | undefined;
}

/** The checks of a step: of `validate`, and of `run … else`. */
export function checksOf(verb: Verb): CheckOfStep[] {
  if (verb.$type === 'Run')
    return verb.outcome === undefined ? [] : [{ name: verb.work, isPlace: false, outcome: verb.outcome.ref }];
  if (verb.$type !== 'Validate') return [];
  return verb.things.map(({ $refText, ref }) => {
    const own = ref?.$type === 'Check' ? ref.outcome.ref : undefined;
    return { name: $refText, isPlace: ref?.$type !== 'Check', outcome: verb.outcome?.ref ?? own };
  });
}

/** Checks that a call over the mechanism may come to, wherever they stand in its text. */
export function checksIn(mechanism: Mechanism): CheckOfStep[] {
  return lineage(mechanism).flatMap((each) =>
    AstUtils.streamAllContents(each)
      .filter(isAction)
      .flatMap(({ do: verb }: Action) => checksOf(verb))
      .toArray(),
  );
}

/** The mechanism, and those with which its calls may go on (`continue with`). */
export function continuations(mechanism: Mechanism, known: Set<Mechanism> = new Set()): Set<Mechanism> {
  if (known.has(mechanism)) return known;
  known.add(mechanism);
  for (const each of lineage(mechanism)) {
    for (const step of AstUtils.streamAllContents(each).filter(isContinue)) {
      const next = step.mechanism.ref;
      if (next?.$type === 'Mechanism') continuations(next, known);
    }
  }
  return known;
}

/** The check that each fault of this name makes fail; null: of any place. */
export const FORGERIES: ReadonlyMap<string, string | null> = new Map([
  ['forgeBinding', 'binding'],
  ['forgeProcedure', 'procedure'],
  ['forgePlace', null],
]);

/** The check of a mechanism that a forgery of the name makes fail. */
export function forgedCheck(mechanism: Mechanism, fault: string): CheckOfStep | undefined {
  const name = FORGERIES.get(fault);
  return checksIn(mechanism).find((check) => (name === null ? check.isPlace : check.name === name && !check.isPlace));
}
