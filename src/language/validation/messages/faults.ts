/** Diagnostics of faults. */
import type { Message } from '../report.ts';
import { error, warning } from './words.ts';

export const faultNeedsCall = (fault: string): Message =>
  error('faultNeedsCall', `"${fault}" happens to a call. Write "at call 1 of binding ${fault} …".`);
export const faultNeedsTime = (fault: string, trigger: string): Message =>
  error(
    'faultNeedsTime',
    trigger === 'packet'
      ? `"${fault}" happens to a packet. Write "at packet 1 ${fault}".`
      : `"${fault}" happens at an instant. Write "at 3ms ${fault} …".`,
  );
export const faultNeedsTarget = (fault: string, wanted: string | null, found: string | null): Message =>
  error(
    'faultNeedsTarget',
    wanted === null
      ? `"${fault}" happens to the call itself. Remove "${found}".`
      : `"${fault}" needs ${wanted}${found === null ? '' : `, and "${found}" is none`}. Name it behind the fault.`,
  );
export const faultWithoutCalls = (binding: string): Message =>
  warning('faultWithoutCalls', `No call goes over ${binding}, so this never happens. Name a binding that is called.`);
export const faultWithoutCheck = (fault: string, mechanism: string): Message =>
  warning(
    'faultWithoutCheck',
    `${mechanism} has no step that "${fault}" could make fail, so this never happens. Use another mechanism, or give the path a "validate".`,
  );
export const faultSpan = (fault: string): Message =>
  error('faultSpan', `"${fault}" happens once and has no length. Remove "for …"; only a link is cut for a time.`);
export const faultNotCut = (link: string): Message =>
  warning(
    'faultNotCut',
    `Nothing has cut ${link} by then, so this never happens. Cut it before, with "at 3ms cut ${link}"; "cut … for 5ms" restores it by itself.`,
  );
export const faultWithoutLink = (fault: string): Message =>
  warning(
    'faultWithoutLink',
    `"${fault}" happens to a packet, but no link is declared, so none is ever sent. Add "link … between …", and bind a domain on another machine.`,
  );
export const faultNotSimulated = (fault: string): Message =>
  warning('faultNotSimulated', `This version does not simulate "${fault}": the scenario runs as if it did not happen.`);
