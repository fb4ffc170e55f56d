import { formatCount } from '../../base/format.ts';
import { MOST_ELEMENTS, MOST_NAMED } from '../../base/limits.ts';
import type { RunSpec } from '../../sim/spec/run.ts';
import type { Scenario } from '../generated/ast.ts';
import { ModelProblem } from '../model/terms.ts';

/** Refuses a run that is larger than a trace can tell, though each of its declarations may be made. */
export function checkTotals(scenario: Scenario, { machines, domains, stores }: RunSpec): void {
  const processors = machines.reduce((sum, machine) => sum + machine.processors, 0);
  const elements = stores.reduce((sum, store) => sum + (store.kind === 'pool' ? store.count : 0), 0);
  checkTotal(scenario, 'processors', processors, MOST_NAMED);
  checkTotal(scenario, 'domains', domains.length, MOST_NAMED);
  checkTotal(scenario, 'elements of pools', elements, MOST_ELEMENTS);
}

/** Refuses one number that is too large in all. */
export function checkTotal(scenario: Scenario, what: string, count: number, most: number): void {
  if (count <= most) return;
  throw new ModelProblem(
    scenario,
    `scenario "${scenario.name}" has ${formatCount(count)} ${what} in all, and a run holds at most ${formatCount(most)}`,
  );
}
