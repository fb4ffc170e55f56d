/** Diagnostics of numbers and their dimensions. */
import { formatCount } from '../../../base/format.ts';
import type { Message } from '../report.ts';
import { error, plural } from './words.ts';

export const notPositive = (what: string): Message => error('notPositive', `${what} must be more than 0.`);
export const negative = (what: string): Message => error('negative', `${what} must not be negative.`);
export const notWhole = (what: string): Message => error('notWhole', `${what} must be a whole number.`);
export const tooMany = (what: string, limit: number): Message =>
  error('tooMany', `${what} must not be above ${formatCount(limit)}.`);
export const shareRange = (): Message => error('shareRange', 'A share lies between 0% and 100%.');
export const emptyRange = (): Message =>
  error('emptyRange', 'The lower end must not be above the upper one: swap them.');
export const dimension = (what: string, expected: string, found: string): Message =>
  error('dimension', `${what} must be ${expected}, but this is ${found}.`);
export const mixedDimensions = (operator: string, left: string, right: string): Message =>
  error('mixedDimensions', `"${operator}" cannot join ${left} and ${right}: bring both to the same unit.`);
export const functionArguments = (name: string, expected: number, found: number): Message =>
  error('functionArguments', `${name} takes ${plural(expected, 'argument')}, but gets ${found}.`);
