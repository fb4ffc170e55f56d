/** Diagnostics of machines and their processors. */
import type { Message } from '../report.ts';
import { error, plural } from './words.ts';

export const tooManyPlaced = (machine: string, placed: number, processors: number): Message =>
  error(
    'tooManyPlaced',
    `${machine} has ${plural(processors, 'processor')}, but ${placed} are placed. Raise "processors" of the machine, or place fewer.`,
  );
export const noProcessor = (domain: string, machine: string, processors: number): Message =>
  error(
    'noProcessor',
    `${domain} can never get a processor: all ${processors} of ${machine} are dedicated to other domains. Remove a "dedicated", or give the machine more processors.`,
  );
