/** Diagnostics of sweeps. */
import type { Message } from '../report.ts';
import { error } from './words.ts';

export const sweepTwice = (): Message =>
  error(
    'sweepTwice',
    'A scenario has one @sweep, and this is another. Sweep the second parameter in its own scenario.',
  );
export const sweepStep = (advice: string): Message =>
  error('sweepStep', `The values of this sweep cannot be counted out. ${advice}`);
export const sweepValue = (): Message =>
  error('sweepValue', 'A value of a sweep must be known before the run. Write a number, or a parameter that has one.');
export const sweepTooLong = (runs: number, limit: number): Message =>
  error(
    'sweepTooLong',
    `This comes to ${runs > limit ? runs : `more than ${limit}`} runs, values times mechanisms, and at most ${limit} are made. Take larger steps, or compare fewer mechanisms.`,
  );
