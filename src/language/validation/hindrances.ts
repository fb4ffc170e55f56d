import type { Binding, Mechanism, Setting } from '../generated/ast.ts';
import { compareUnfit, priceMissing } from './messages/bindings.ts';
import { missingPrices } from './prices.ts';
import type { Message } from './report.ts';
import type { Studied, StudyOf } from './studies.ts';

/** What keeps a mechanism from carrying the calls of a scenario. */
export interface Hindrance {
  readonly message: Message;
  /** Prices that the profile lacks, if it is that. */
  readonly missing: { readonly profile: string; readonly mechanism: string; readonly prices: readonly string[] } | null;
}

/** A mechanism with settings that stands in for those of the bindings; null: each binding over its own. */
export interface StandIn {
  readonly mechanism: Mechanism;
  readonly settings: readonly Setting[];
}

/** The first thing that keeps these bindings from being carried; null if nothing does. */
export function hindranceOf(bindings: readonly Binding[], standIn: StandIn | null, studyOf: StudyOf): Hindrance | null {
  for (const binding of bindings) {
    const { mechanism, settings } = standIn ?? { mechanism: binding.mechanism.ref, settings: binding.settings };
    const keepsOwn = mechanism === binding.mechanism.ref && settings.length === 0;
    const studied = studyOf(binding, mechanism, keepsOwn ? binding.settings : settings);
    const found = studied && hindrance(studied, standIn === null ? null : binding.name);
    if (found) return found;
  }
  return null;
}

function hindrance({ carriage, reached, misfits }: Studied, compared: string | null): Hindrance | null {
  const { name: mechanism } = carriage.mechanism;
  const misfit = misfits.find(({ message }) => message.severity === 'error');
  if (misfit !== undefined) {
    const message = compared === null ? misfit.message : unfitVariant(misfit.message, mechanism, compared);
    return { message, missing: null };
  }
  const missing = missingPrices(carriage, reached);
  if (missing === null) return null;
  const { profile, words, steps } = missing;
  return {
    message: priceMissing('warning', mechanism, profile.name, words),
    missing: { profile: profile.name, mechanism: steps[0]?.scopes[0] ?? mechanism, prices: words },
  };
}

/** What is wrong with a compared mechanism; what this version leaves out is no fault of the binding. */
export function unfitVariant(message: Message, mechanism: string, binding: string): Message {
  const isOurs = message.code === 'ipc/policyNotAvailable';
  return isOurs ? { ...message, severity: 'warning' } : compareUnfit(mechanism, binding, message.text);
}
