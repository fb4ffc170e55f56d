/** Diagnostics of what a scenario expects and of what was published. */
import type { Message } from '../report.ts';
import { error, listed, meant, message, warning } from './words.ts';

export const measureCall = (measure: string): Message =>
  error('measureCall', `${measure}(…) measures a call: name binding and procedure, as in ${measure}(files.Read).`);
export const measureStep = (measure: string): Message =>
  error(
    'measureStep',
    `${measure}(…) measures steps: name them in quotes by label, kind or text, as in ${measure}(files.Read, "trap").`,
  );
export const unknownFact = (id: string, suggestion: string | undefined): Message =>
  error('unknownFact', `No published fact has the id "${id}".${meant(suggestion) || ' Ctrl+Space lists them.'}`);
export const unknownCalibration = (id: string, suggestion: string | undefined): Message =>
  warning(
    'unknownCalibration',
    `No published fact has the id "${id}": nobody can see what calibrates this price.${meant(suggestion)}`,
  );
export const factWithoutNumber = (id: string, value: string): Message =>
  error(
    'factWithoutNumber',
    `What ${id} says, "${value}", is no number that a run could be held against. State it in a @note.`,
  );
export const factDimension = (id: string, unit: string, found: string): Message =>
  error('factDimension', `${id} is published in ${unit}, but this is ${found}. Convert it.`);
export const unverifiedFact = (id: string): Message =>
  message(
    'hint',
    'unverifiedFact',
    `${id} was never checked against the paper: what comes out is marked "not verified against the paper".`,
  );
export const notCompared = (mechanism: string): Message =>
  error('notCompared', `No variant of this scenario runs ${mechanism}. Add it to @compare, or name one that is there.`);
export const unknownMeasure = (target: string, kind: string, has: readonly string[]): Message =>
  error(
    'unknownMeasure',
    `${kind} ${target} is measured by ${listed(has)}. Name one of them, as in ${target}.${has[0]}.`,
  );
