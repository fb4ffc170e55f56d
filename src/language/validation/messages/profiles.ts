/** Diagnostics of cost profiles. */
import type { Message } from '../report.ts';
import { error, warning } from './words.ts';

export const provenanceMissing = (name: string): Message =>
  warning(
    'provenanceMissing',
    `Where does the value of "${name}" come from? Add measured, derived or assumed, and a source in quotes.`,
  );
export const priceUnmatched = (price: string, scope: string): Message =>
  warning(
    'priceUnmatched',
    `No step of ${scope} is priced by "${price}". Write the price in the words of a step, or remove it.`,
  );
export const constantMissing = (profile: string, constant: string, unit: string): Message =>
  error(
    'constantMissing',
    `A price in ${unit} needs "constant ${constant} = …" in profile ${profile} or one that it extends. Add it.`,
  );
export const duplicatePrice = (price: string): Message =>
  error('duplicatePrice', `"${price}" is priced twice here. Remove one.`);
