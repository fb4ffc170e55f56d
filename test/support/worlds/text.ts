/** Writes a random world as a scenario file. */
import { at } from '../../../src/base/assert.ts';
import type { Catalogue, MechanismKind } from './catalogue.ts';
import { faultText } from './faults-text.ts';
import type { BindingPlan, WorldPlan } from './plan.ts';
import { Bodies, PROCEDURES } from './statements-text.ts';
import { type BindingText, of } from './words.ts';

/** The whole file; its scenario is `S`. */
export function worldText(plan: WorldPlan, catalogue: Catalogue, profiles: readonly string[]): string {
  const machines = plan.machines.map(
    ({ profile, processors, quantum }, index) =>
      `machine M${index} profile ${of(profiles, profile)} processors ${processors} quantum ${quantum}`,
  );
  const bindings = plan.bindings.flatMap((one, index) => bindingText(plan, catalogue, one, `b${index}`) ?? []);
  const bodies = new Bodies(bindings, catalogue, plan.largest);
  const domains = plan.domains.map((_, index) => domainText(plan, bodies, index));
  const threads = plan.threads.map(({ domain, count, priority, body }, index) => {
    const where = bindings.length === 0 ? domain % plan.domains.length : of(bindings, domain).client;
    const many = count === 1 ? '' : ` count ${count}`;
    return `  thread T${index} in D${where}${many} priority ${priority} ${bodies.ofThread(where, body)}`;
  });
  return [
    `outcome broken ran once`,
    ...machines,
    ...linkTexts(plan),
    `interface I {`,
    ...PROCEDURES.map(({ declaration }) => `  ${declaration.replaceAll('MOST', String(plan.largest))} raises broken`),
    `}`,
    ...domains,
    ...bindings.map(({ text }) => text),
    `@seed(${plan.seed})`,
    `scenario S {`,
    ...placementTexts(plan),
    ...plan.faults.flatMap((fault) => faultText(fault, plan, bindings, catalogue) ?? []),
    ...threads,
    ...bodies.missingSignals().map((name) => `  thread Last_${name} in D0 { wait 900us signal ${name} }`),
    `}`,
    ``,
  ].join('\n');
}

function linkTexts({ machines, oneLink, rate, delay }: WorldPlan): string[] {
  const names = machines.map((_, index) => `M${index}`);
  if (names.length < 2) return [];
  const link = (name: string, between: readonly string[]): string =>
    `link ${name} between ${between.join(', ')} ${rate} ${delay}`;
  if (oneLink) return [link('L0', names)];
  const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other]));
  return pairs.map((pair, index) => link(`L${index}`, pair));
}

function machineOf({ domains, machines }: WorldPlan, domain: number): number {
  return at(domains, domain).machine % machines.length;
}

function domainText(plan: WorldPlan, bodies: Bodies, index: number): string {
  const { threads, priority, onStack, bodies: plans } = at(plan.domains, index);
  const own = new Map(plans.map(({ procedure, body }) => [of(PROCEDURES, procedure), body]));
  const exported = [...own].map(
    ([procedure, body]) => `    ${procedure.name} ${bodies.ofProcedure(index, procedure, body)}`,
  );
  return [
    `domain D${index} on M${machineOf(plan, index)} {`,
    ...(threads === null ? [] : [`  threads ${threads}`]),
    `  priority ${priority}`,
    ...(onStack ? ['  arguments on stack'] : []),
    `  export I {`,
    ...exported,
    `  }`,
    `}`,
  ].join('\n');
}

function bindingText(plan: WorldPlan, catalogue: Catalogue, one: BindingPlan, name: string): BindingText | null {
  const client = one.client % plan.domains.length;
  const mechanism = of(inFamily(catalogue, one.family), one.mechanism);
  const hops = hopsOf(plan, mechanism, client, one);
  const server = hops.at(-1);
  if (server === undefined) return null;
  const chain = [client, ...hops].map((domain) => `D${domain}`).join(' -> ');
  return { name, client, server, text: `bind ${name} = ${chain}.I via ${mechanism.name}${settings(mechanism, one)}` };
}

function inFamily({ mechanisms }: Catalogue, family: BindingPlan['family']): readonly MechanismKind[] {
  if (family === 'any') return mechanisms;
  const need = family === 'remote' ? 'otherMachine' : family;
  return mechanisms.filter(({ needs, goesOn }) => needs.has(need) || (family === 'remote' && goesOn));
}

/** Domains that the mechanism can call from the client: none if there is no such domain. */
function hopsOf(plan: WorldPlan, { needs, goesOn }: MechanismKind, client: number, one: BindingPlan): number[] {
  const [first = 0] = one.hops;
  const here = machineOf(plan, client);
  const isRemote = needs.has('otherMachine') || (goesOn && one.family === 'remote');
  const others = plan.domains.flatMap((_, domain) =>
    domain !== client && (machineOf(plan, domain) === here) !== isRemote ? [domain] : [],
  );
  if (others.length === 0) return [];
  if (!needs.has('chain')) return [of(others, first)];
  return one.hops.map((hop) => of(others, hop)).filter((domain, index, all) => all.indexOf(domain) === index);
}

function settings({ options }: MechanismKind, plan: BindingPlan): string {
  if (options.length === 0) return '';
  const set = new Map(
    plan.settings.map(({ option, value }) => [of(options, option).name, of(of(options, option).values, value)]),
  );
  return set.size === 0 ? '' : `(${[...set].map(([name, value]) => `${name} = ${value}`).join(', ')})`;
}

/** At most as many as there are processors; one of each machine is dedicated to nobody. */
function placementTexts(plan: WorldPlan): string[] {
  const left = plan.machines.map(({ processors }) => processors);
  const open = plan.machines.map(({ processors }) => processors - 1);
  const texts = plan.placements.flatMap(({ domain, dedicated }) => {
    const where = domain % plan.domains.length;
    const machine = machineOf(plan, where);
    if (at(left, machine) === 0) return [];
    left[machine] = at(left, machine) - 1;
    const stays = dedicated && at(open, machine) > 0;
    if (stays) open[machine] = at(open, machine) - 1;
    return [`D${where}${stays ? ' dedicated' : ''}`];
  });
  return texts.length === 0 ? [] : [`  processors ${texts.join(', ')}`];
}
