import { AstUtils } from 'langium';
import { type Disturbance, isScenario } from '../generated/ast.ts';
import { checksIn, continuations, FORGERIES, forgedCheck } from '../model/checks.ts';
import { parseQuantity } from '../model/quantity.ts';
import {
  faultNeedsCall,
  faultNeedsTarget,
  faultNeedsTime,
  faultNotCut,
  faultNotSimulated,
  faultSpan,
  faultWithoutCalls,
  faultWithoutCheck,
  faultWithoutLink,
} from './messages/faults.ts';
import type { Subject } from './subject.ts';

/** What a fault takes: how it is set off, and what it happens to. */
interface Kind {
  readonly when: readonly ('time' | 'call' | 'packet')[];
  /** The target that it needs; null: none. At a time it may be another one than with a call. */
  readonly target: (trigger: 'time' | 'call' | 'packet') => Target | null;
}
type Target = 'Domain' | 'Thread' | 'Outcome' | 'Link';

const ON_THE_WAY: Kind = { when: ['packet'], target: () => null };
const FORGED: Kind = { when: ['call'], target: () => null };
const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['terminate', { when: ['time', 'call'], target: () => 'Domain' }],
  ['capture', { when: ['time', 'call'], target: (trigger) => (trigger === 'time' ? 'Thread' : null) }],
  ['abort', { when: ['time'], target: () => 'Thread' }],
  ['refuse', { when: ['call'], target: () => 'Outcome' }],
  ...[...FORGERIES.keys()].map((name): [string, Kind] => [name, FORGED]),
  ['cut', { when: ['time'], target: () => 'Link' }],
  ['restore', { when: ['time'], target: () => 'Link' }],
  ['drop', ON_THE_WAY],
  ['duplicate', ON_THE_WAY],
  ['corrupt', ON_THE_WAY],
]);

const WORDS: Readonly<Record<Target, string>> = {
  Domain: 'the domain that ends',
  Thread: 'a thread of this scenario',
  Outcome: 'the outcome with which the call ends',
  Link: 'the link',
};

/** Faults that nothing can set off, and that happen to nothing. */
export function checkFaults(subject: Subject): void {
  for (const fault of subject.all('Disturbance')) check(subject, fault);
}

function check(subject: Subject, fault: Disturbance): void {
  const { report } = subject;
  const name = fault.fault?.$refText;
  const kind = KINDS.get(name ?? '');
  if (name === undefined || fault.fault.ref === undefined) return;
  const trigger = fault.time === undefined ? (fault.binding === undefined ? 'packet' : 'call') : 'time';
  if (kind === undefined) return report(faultNotSimulated(name), { node: fault, property: 'fault' });
  if (!kind.when.includes(trigger)) {
    const message = kind.when.includes('call') ? faultNeedsCall(name) : faultNeedsTime(name, kind.when[0] ?? 'time');
    return report(message, { node: fault, property: 'fault' });
  }
  if (fault.span !== undefined && name !== 'cut') report(faultSpan(name), { node: fault.span });
  if (name === 'restore' && !isCutBefore(fault))
    report(faultNotCut(fault.target?.$refText ?? 'the link'), { node: fault, property: 'fault' });
  if (trigger === 'packet') {
    // Where no link is named or declared, no packet is sent.
    if (fault.link === undefined && subject.all('Link').length === 0) report(faultWithoutLink(name), { node: fault });
    return;
  }
  checkTarget(subject, fault, name, kind.target(trigger));
  if (trigger === 'call') checkCalls(subject, fault, name);
}

/** Some disturbance of the scenario cuts the link, and does not mend it itself. */
function isCutBefore(fault: Disturbance): boolean {
  const link = fault.target?.ref;
  const scenario = AstUtils.getContainerOfType(fault, isScenario);
  if (link === undefined || scenario === undefined) return true;
  const before = parseQuantity(fault.time ?? '')?.value ?? 0;
  return scenario.items.some(
    (item) =>
      item.$type === 'Disturbance' &&
      item.fault?.$refText === 'cut' &&
      item.target?.ref === link &&
      item.span === undefined &&
      (parseQuantity(item.time ?? '')?.value ?? 0) <= before,
  );
}

function checkTarget({ report }: Subject, fault: Disturbance, name: string, wanted: Target | null): void {
  const target = fault.target?.ref;
  if (fault.target !== undefined && target === undefined) return;
  const scenario = AstUtils.getContainerOfType(fault, isScenario);
  const fits = wanted === null ? target === undefined : target?.$type === wanted;
  if (fits && (target?.$type !== 'Thread' || target.$container === scenario)) return;
  const what = wanted === null ? null : WORDS[wanted];
  report(
    faultNeedsTarget(name, what, fault.target?.$refText ?? null),
    fault.target === undefined ? { node: fault, property: 'fault' } : { node: fault, property: 'target' },
  );
}

function checkCalls({ report, all }: Subject, fault: Disturbance, name: string): void {
  const binding = fault.binding?.ref;
  if (binding === undefined) return;
  if (!all('Call').some((call) => call.binding?.ref === binding))
    return report(faultWithoutCalls(binding.name), { node: fault, property: 'binding' });
  const mechanism = binding.mechanism?.ref;
  if (mechanism === undefined) return;
  const outcome = fault.target?.ref;
  const isLacking = FORGERIES.has(name)
    ? forgedCheck(mechanism, name) === undefined
    : outcome?.$type === 'Outcome' && !mayEnd(mechanism, outcome.name);
  if (isLacking) report(faultWithoutCheck(name, mechanism.name), { node: fault, property: 'fault' });
}

function mayEnd(mechanism: Parameters<typeof checksIn>[0], outcome: string): boolean {
  const checks = [...continuations(mechanism)].flatMap(checksIn);
  return checks.some((check) => (check.outcome?.name ?? 'badPlace') === outcome);
}
