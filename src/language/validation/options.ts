import { isChoice, isMechanism, isOption, type Option, type Unary } from '../generated/ast.ts';
import { sameDimension } from '../model/quantity.ts';
import { describeKind } from './dimensions.ts';
import { type Kind, type KindCache, kindOf } from './kinds.ts';
import { optionKind } from './messages/bindings.ts';
import type { Subject } from './subject.ts';

/** What options are set to, and what they begin with. */
export function checkOptions(subject: Subject): void {
  const cache: KindCache = { known: new Map(), depth: 0 };
  for (const setting of subject.all('Setting')) {
    const option = setting.option?.ref;
    if (option) checkValue(subject, option, setting.value, cache);
  }
  for (const option of subject.all('Option'))
    if (option.choices.length > 0) checkValue(subject, option, option.value, cache);
}

function checkValue({ report }: Subject, option: Option, value: Unary | undefined, cache: KindCache): void {
  if (value === undefined) return;
  const found = kindOf(value, cache);
  const expected = option.choices.length > 0 ? choices(option, found) : ordinary(option, found, cache);
  if (expected === undefined) return;
  const related = [{ where: { node: option, property: 'name' }, text: `Option ${option.name} is here.` }];
  report(optionKind(option.name, expected, describeKind(found)), { node: value }, related);
}

/** What the option would take, if it does not take this. */
function choices(option: Option, found: Kind): string | undefined {
  const names = option.choices.map((choice) => choice.name);
  const fits = found.kind === 'any' || (found.kind === 'name' && namesOneOf(names, found));
  return fits ? undefined : `one of ${names.join(', ')}`;
}

/** A choice of the option, or another option with the same choices, which is handed on. */
function namesOneOf(names: readonly string[], { target }: Extract<Kind, { kind: 'name' }>): boolean {
  if (isOption(target)) return target.choices.every((choice) => names.includes(choice.name));
  return isChoice(target) && names.includes(target.name);
}

function ordinary(option: Option, found: Kind, cache: KindCache): string | undefined {
  const expected = kindOf(option.value, cache);
  if (found.kind === 'any' || expected.kind === 'any') return undefined;
  if (expected.kind === 'number' && found.kind === 'number' && sameDimension(expected.dimension, found.dimension))
    return undefined;
  if (expected.kind === 'name') return found.kind === 'name' && isMechanism(found.target) ? undefined : 'a mechanism';
  return expected.kind === found.kind && expected.kind !== 'number' ? undefined : describeKind(expected);
}
