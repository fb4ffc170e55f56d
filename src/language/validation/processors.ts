import { AstUtils } from 'langium';
import {
  type Domain,
  isSection,
  type Machine,
  type Placement,
  type Processors,
  type Scenario,
} from '../generated/ast.ts';
import { noProcessor, tooManyPlaced } from './messages/machines.ts';
import type { Related, Where } from './report.ts';
import type { Studied, StudyOf } from './studies.ts';
import type { Subject } from './subject.ts';
import { valueOf } from './values.ts';
import type { Unit } from './workload.ts';

/** Placements of a scenario on one machine. */
interface Placed {
  readonly machine: Machine;
  readonly processors: number;
  readonly placements: readonly Placement[];
}

/** More placements than processors, and domains that no processor can ever come to. */
export function checkProcessors(
  subject: Subject,
  scenarios: readonly (readonly [Scenario, readonly Unit[]])[],
  studyOf: StudyOf,
): void {
  for (const [scenario, units] of scenarios) {
    const placed = placedIn(scenario);
    for (const machine of placed) checkRoom(subject, machine);
    const full = new Map(placed.filter(isTaken).map((entry) => [entry.machine, entry]));
    if (full.size > 0) checkStarved(subject, scenario, units, full, studyOf);
  }
}

function placedIn(scenario: Scenario): Placed[] {
  const byMachine = new Map<Machine, Placement[]>();
  for (const placement of scenario.items.flatMap((item) => (item.$type === 'Processors' ? item.places : []))) {
    const machine = placement.domain?.ref?.machine?.ref;
    if (!machine) continue;
    const known = byMachine.get(machine);
    if (known) known.push(placement);
    else byMachine.set(machine, [placement]);
  }
  return [...byMachine].flatMap(([machine, placements]) => {
    const processors = machine.processors ? valueOf(machine.processors)?.value : 1;
    return processors === undefined ? [] : [{ machine, processors, placements }];
  });
}

function checkRoom({ report }: Subject, { machine, processors, placements }: Placed): void {
  const surplus = placements[processors];
  if (!surplus) return;
  const declared = machine.processors ? { node: machine, property: 'processors' } : { node: machine, property: 'name' };
  report(
    tooManyPlaced(machine.name, placements.length, processors),
    { node: surplus },
    [{ where: declared, text: `Machine ${machine.name} is here.` }],
    { machine: machine.name, count: placements.length },
  );
}

/** Every processor of the machine is dedicated. */
function isTaken({ processors, placements }: Placed): boolean {
  return placements.filter((placement) => placement.dedicated).length >= processors;
}

function checkStarved(
  subject: Subject,
  scenario: Scenario,
  units: readonly Unit[],
  full: ReadonlyMap<Machine, Placed>,
  studyOf: StudyOf,
): void {
  const reported = new Set<Domain>();
  const check = (domain: Domain | undefined, where: Where, related: readonly Related[]): void => {
    const machine = domain?.machine?.ref;
    const placed = machine && full.get(machine);
    if (!domain || !placed || reported.has(domain)) return;
    if (placed.placements.some((placement) => placement.domain.ref === domain)) return;
    reported.add(domain);
    const places = placed.placements
      .filter((placement) => placement.dedicated)
      .map((node) => ({ where: { node }, text: 'A processor is dedicated here.' }));
    subject.report(noProcessor(domain.name, placed.machine.name, placed.processors), where, [...related, ...places], {
      machine: placed.machine.name,
      count: placed.processors + 1,
    });
  };
  for (const item of scenario.items)
    if (item.$type === 'Thread') check(item.domain?.ref, { node: item, property: 'domain' }, []);
  const item: Processors | undefined = scenario.items.find((candidate) => candidate.$type === 'Processors');
  for (const { binding } of units.flatMap((unit) => unit.uses)) {
    const studied = studyOf(binding, binding.mechanism?.ref, binding.settings);
    if (!item || !studied || !needsOwnProcessor(studied)) continue;
    const related = [{ where: { node: binding }, text: `${binding.name} is bound here.` }];
    for (const { ref } of binding.domains.slice(1)) check(ref, { node: item }, related);
  }
}

/** The server works on a processor that comes by itself: for a message, or out of the ready queue. */
function needsOwnProcessor({ reached }: Studied): boolean {
  return reached.actions.some(({ action, role, target }) => {
    const verb = action.do;
    if (AstUtils.getContainerOfType(action, isSection)?.kind === 'bind') return false;
    if (verb.$type === 'Schedule') return target === 'server';
    return (
      role === 'server' &&
      (verb.$type === 'Poll' || (verb.$type === 'Invoke' && verb.operation?.ref?.control === 'enters'))
    );
  });
}
