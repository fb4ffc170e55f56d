/** What all parts of a world's text use. */
import { at } from '../../../src/base/assert.ts';
import type { WorldPlan } from './plan.ts';

/** A binding that the world has. */
export interface BindingText {
  readonly name: string;
  readonly client: number;
  readonly server: number;
  readonly text: string;
}

/** The item of that number, counted round and round. */
export function of<T>(items: readonly T[], index: number): T {
  return at(items, index % items.length);
}

/** How many links the text declares. */
export function linkCount({ machines: { length }, oneLink }: WorldPlan): number {
  return length < 2 ? 0 : oneLink ? 1 : (length * (length - 1)) / 2;
}
