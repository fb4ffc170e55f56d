import { AstUtils } from 'langium';
import type { Binding, Domain, Interface, Machine, Mechanism, Over, Profile, Setting } from '../generated/ast.ts';
import { type EffectiveMechanism, effectiveMechanism } from '../model/mechanism.ts';
import { PLAIN } from '../model/quantity.ts';
import { type OptionValues, optionValues } from '../model/settings.ts';
import { numberTerm, type Resolve, type Term, truth } from '../model/terms.ts';
import type { RoleNames } from './conditions.ts';
import { parsedWell } from './knowledge.ts';
import { attempt, formula, signaturesOf, termOf, valueOf } from './values.ts';

/** A mechanism as one binding, or one variant of a comparison, would use it. */
export interface Carriage {
  readonly domains: readonly Domain[];
  readonly interface: Interface;
  readonly mechanism: EffectiveMechanism;
  readonly settings: readonly Setting[];
  readonly options: OptionValues;
  /** What the names of the file mean: parameters with their declared values, or with others. */
  readonly names: Resolve;
  /** Profiles that supply missing prices. */
  readonly assumed: readonly Profile[];
  /** Faults may happen: the steps of handlers count. */
  readonly disturbed: boolean;
}

/** What is known about one kind of call before it is made. */
export interface Facts {
  readonly carriage: Carriage;
  readonly procedure: string;
  readonly remote: boolean;
  readonly stackBased: boolean;
  readonly immutable: boolean;
  readonly argumentBytes: number;
  readonly resultBytes: number;
  readonly argumentMaximum: number;
  readonly resultMaximum: number;
}

const BYTES = { ...PLAIN, bytes: 1 };
/** Stands for every condition that only a run can decide. */
const OPEN: Term = { kind: 'condition', condition: { is: 'waiting', domain: 0 } };

/** How a binding would be carried; undefined while a name in it means nothing. */
export function carriageOf(
  binding: Binding,
  mechanism: EffectiveMechanism | undefined,
  settings: readonly Setting[],
  { names, assumed, disturbed }: Pick<Carriage, 'names' | 'assumed' | 'disturbed'>,
): Carriage | undefined {
  const domains = binding.domains.flatMap(({ ref }) => ref ?? []);
  const target = binding.interface?.ref;
  if (!mechanism || !target || domains.length !== binding.domains.length || domains.length < 2) return undefined;
  const isSound = [target, ...domains].every((node) => parsedWell(AstUtils.getDocument(node)));
  const known = settings.every((setting) => setting.option?.ref);
  const options = isSound && known ? attempt(() => optionValues(mechanism.options, settings, names)) : undefined;
  return options && { domains, interface: target, mechanism, settings, options, names, assumed, disturbed };
}

/** The machines of a carriage's domains, in their order. */
export function machinesOf(carriage: Carriage): Machine[] {
  return carriage.domains.flatMap((domain) => domain.machine?.ref ?? []);
}

/** Every kind of call over a carriage: each procedure with its smallest and its largest sizes. */
export function factsOf(carriage: Carriage): Facts[] {
  const distinct = new Map<string, Facts>();
  for (const facts of factsOfAll(carriage)) {
    const key = [
      facts.immutable,
      facts.argumentBytes,
      facts.resultBytes,
      facts.argumentMaximum,
      facts.resultMaximum,
    ].join();
    if (!distinct.has(key)) distinct.set(key, facts);
  }
  return [...distinct.values()];
}

/** The same, also where calls of several procedures are of one kind. */
export function factsOfAll(carriage: Carriage): Facts[] {
  const machines = machinesOf(carriage);
  const shared = {
    carriage,
    remote: new Set(machines).size > 1,
    stackBased:
      carriage.domains.at(-1)?.members.some((member) => member.$type === 'Convention' && member.kind === 'stack') ??
      false,
  };
  return signaturesOf(carriage.interface, carriage.names).flatMap(([procedure, signature]) => {
    const variable =
      signature.parameters.some((parameter) => parameter.variable) || (signature.result?.variable ?? false);
    return (variable ? [0, 1] : [1]).map((share) => ({
      ...shared,
      procedure: procedure.name,
      immutable: signature.immutable,
      argumentBytes: signature.argumentBytes * share,
      resultBytes: signature.resultBytes * share,
      argumentMaximum: signature.argumentBytes,
      resultMaximum: signature.resultBytes,
    }));
  });
}

/** What names mean in a mechanism's expressions, for one kind of call. What only a run can decide stays open. */
export function namesIn(facts: Facts, roles: RoleNames): Resolve {
  const resolve: Resolve = (reference, evaluate) => {
    const name = roles.get(reference.target?.$refText) ?? reference.target?.$refText ?? '';
    if (reference.idleProcessor || reference.thing) return OPEN;
    if (reference.state) return stateOf(facts, name, reference.state.$refText, reference.isNot);
    if (reference.members.length > 0) return sizeOf(facts, name, reference.members[0]?.$refText ?? '', resolve);
    if (reference.call) return formula(name, reference, evaluate);
    return facts.carriage.options.get(name) ?? facts.carriage.names(reference, evaluate);
  };
  return resolve;
}

function stateOf(facts: Facts, name: string, wanted: string, isNot: boolean): Term {
  const option = facts.carriage.options.get(name);
  if (option?.kind === 'choice') return truth((option.name === wanted) !== isNot);
  const known = { remote: facts.remote, stackBased: facts.stackBased, immutable: facts.immutable }[wanted];
  return known === undefined ? OPEN : truth(known !== isNot);
}

function sizeOf(facts: Facts, name: string, member: string, resolve: Resolve): Term | null {
  const sizes: Readonly<Record<string, number>> = {
    'arguments.size': facts.argumentBytes,
    'results.size': facts.resultBytes,
    'arguments.maximum': facts.argumentMaximum,
    'results.maximum': facts.resultMaximum,
  };
  if (name === 'server' && member === 'threads') return numberTerm(threadsOf(facts.carriage), PLAIN);
  const known = sizes[`${name}.${member}`];
  if (known !== undefined) return numberTerm(known, BYTES);
  const size = facts.carriage.mechanism.stores.get(name)?.properties.find((property) => property.$type === 'SizeOf');
  return size ? (termOf(size.value, resolve) ?? null) : null;
}

/** The threads of the server's domain; 1 as in a run if it says nothing, or nothing that can be read. */
function threadsOf({ domains, names }: Carriage): number {
  const declared = domains.at(-1)?.members.find((candidate) => candidate.$type === 'Threads');
  return declared?.$type === 'Threads' ? (valueOf(declared.count, names)?.value ?? 1) : 1;
}

/** Whether a condition holds for a kind of call; undefined if only a run can say. */
export function decide(condition: Parameters<typeof termOf>[0], facts: Facts, roles: RoleNames): boolean | undefined {
  const term = termOf(condition, namesIn(facts, roles));
  return term?.kind === 'condition' && term.condition.is === 'constant' ? term.condition.value : undefined;
}

/** What is known where another mechanism carries this one between two of its domains, or takes the call over. */
export function carrierFacts(facts: Facts, name: Over['carrier'] | undefined, size: Over['size']): Facts | undefined {
  const node = carrierNode(facts, name);
  const passed = size && attempt(() => termOf(size, namesIn(facts, new Map())));
  const options = node && attempt(() => optionValues(effectiveMechanism(node).options, [], facts.carriage.names));
  if (!node || !options || !parsedWell(AstUtils.getDocument(node))) return undefined;
  const carriage = { ...facts.carriage, mechanism: effectiveMechanism(node), settings: [], options };
  if (passed?.kind !== 'number' || typeof passed.expr !== 'number') return { ...facts, carriage };
  const bytes = passed.expr;
  return {
    ...facts,
    carriage,
    immutable: false,
    argumentBytes: bytes,
    argumentMaximum: bytes,
    resultBytes: 0,
    resultMaximum: 0,
  };
}

function carrierNode(facts: Facts, name: Over['carrier'] | undefined): Mechanism | undefined {
  if (name?.ref?.$type === 'Mechanism') return name.ref;
  const option = facts.carriage.options.get(name?.$refText ?? '');
  return option?.kind === 'choice' ? option.mechanism : undefined;
}

/** The mechanism that an option or a name of a mechanism stands for. */
export function carrierName(facts: Facts, name: string): string {
  const option = facts.carriage.options.get(name);
  return option?.kind === 'choice' ? option.name : name;
}
