import type { Expression, Mechanism, Option, Policy, Reference, Setting } from '../generated/ast.ts';
import { type EffectiveMechanism } from './mechanism.ts';
import { evaluateTerm, type Resolve, type Term } from './terms.ts';

/** The values of a mechanism's (or policy's) options for one binding, by name. */
export type OptionValues = ReadonlyMap<string, Term>;

/**
 * The options' values: as set, else the default of the innermost mechanism that names the option.
 * @param outer resolves what is neither an option nor a choice: parameters of the file.
 */
export function optionValues(
  options: ReadonlyMap<string, Option>,
  settings: readonly Setting[],
  outer: Resolve,
): OptionValues {
  const set = new Map(settings.map((setting) => [setting.option.$refText, setting.value]));
  const values = new Map<string, Term>();
  for (const [name, option] of options)
    values.set(name, evaluateTerm(set.get(name) ?? option.value, resolver(option, values, outer)));
  return values;
}

/** A choice of the option, an option already evaluated, or what lies outside. */
function resolver(option: Option, values: OptionValues, outer: Resolve): Resolve {
  return (reference, evaluate) => {
    const name = reference.target.$refText;
    if (isBare(reference) && option.choices.some((choice) => choice.name === name)) return { kind: 'choice', name };
    return values.get(name) ?? mechanismName(reference) ?? outer(reference, evaluate);
  };
}

function isBare(reference: Reference): boolean {
  return (
    !reference.call && reference.members.length === 0 && reference.state === undefined && reference.thing === undefined
  );
}

/** An option may hold a mechanism (`option carrier = lrpc`). */
function mechanismName(reference: Reference): Term | null {
  const mechanism = reference.target.ref;
  return mechanism?.$type === 'Mechanism' ? { kind: 'choice', name: mechanism.name, mechanism } : null;
}

export function policyOptions(policy: Policy): ReadonlyMap<string, Option> {
  return new Map(
    policy.members.flatMap((member) => (member.$type === 'Option' ? [[member.name, member] as const] : [])),
  );
}

/** `lrpc`, or `rpc(scheduling = general)`: how a mechanism with settings is shown. */
export function showMechanism(mechanism: Mechanism | EffectiveMechanism, settings: readonly Setting[]): string {
  const shown = settings.map((setting) => `${setting.option.$refText} = ${textOf(setting.value)}`);
  return shown.length === 0 ? mechanism.name : `${mechanism.name}(${shown.join(', ')})`;
}

/** An expression as written, without surrounding space. */
function textOf(expression: Expression): string {
  return (expression.$cstNode?.text ?? '').trim().replaceAll(/\s+/g, ' ');
}
