import { AstUtils } from 'langium';
import {
  type FreeLock,
  type HoldLock,
  isBody,
  isFreeLock,
  isHoldLock,
  isThread,
  type Scheduling,
} from '../generated/ast.ts';
import { neverLocked, neverUnlocked, noScheduler } from './messages/bindings.ts';
import type { Subject } from './subject.ts';

/** Policies that schedule the threads of a domain. */
const SCHEDULERS: ReadonlySet<string> = new Set(['userThreads', 'readyQueue']);

/** Who schedules threads, and locks of which one half is missing. */
export function checkThreads(subject: Subject): void {
  for (const node of subject.all('Scheduling')) checkScheduling(subject, node);
  for (const node of subject.all('HoldLock'))
    if (!others(node, isFreeLock).some(({ lock }) => lock === node.lock))
      subject.report(neverUnlocked(node.lock), { node, property: 'lock' });
  for (const node of subject.all('FreeLock'))
    if (!others(node, isHoldLock).some(({ lock }) => lock === node.lock))
      subject.report(neverLocked(node.lock), { node, property: 'lock' });
}

function checkScheduling({ report }: Subject, node: Scheduling): void {
  const name = node.policy?.ref?.name;
  if (name !== undefined && !SCHEDULERS.has(name)) report(noScheduler(name), { node, property: 'policy' });
}

/** Statements of a kind in the same thread or body: a lock goes back where it was taken. */
function others<T extends HoldLock | FreeLock>(node: HoldLock | FreeLock, is: (item: unknown) => item is T): T[] {
  const unit = AstUtils.getContainerOfType(node, isThread) ?? AstUtils.getContainerOfType(node, isBody);
  return unit === undefined ? [] : AstUtils.streamAllContents(unit).filter(is).toArray();
}
