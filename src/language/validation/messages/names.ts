/** Diagnostics of the text, of names and of imports. */
import type { Message } from '../report.ts';
import { among, error, info, listed, meant } from './words.ts';

export const syntax = (text: string): Message => error('syntax', text);
export const fileTooLarge = (megabytes: string): Message =>
  error(
    'fileTooLarge',
    `This file has ${megabytes} MB; files of more than 2 MB are not read. Split it, and import the parts.`,
  );
export const tooDeep = (nesting: number, operators: number): Message =>
  error(
    'tooDeep',
    `This goes too deep: at most ${nesting} braces and parentheses inside each other, and ${operators} operators in one expression. Take parts out. Until then the file is not read.`,
  );
export const bidi = (character: string): Message =>
  error('bidi', `The invisible character ${character} changes the order in which this line is shown. Remove it.`);
export const badCharacter = (character: string): Message =>
  error(
    'badCharacter',
    character === 'U+FFFD'
      ? 'Here are bytes that are not UTF-8, or the character U+FFFD. Save the file as UTF-8 and type the character again.'
      : `The invisible character ${character} does not belong into a text. Remove it.`,
  );
export const unknownName = (
  kind: string,
  name: string,
  known: readonly string[],
  suggestion: string | undefined,
): Message =>
  error(
    'unknownName',
    `No ${kind} is named "${name}" here.${meant(suggestion) || ` Declare it, or import the file that does.${among(known)}`}`,
  );
export const unknownProcedure = (
  name: string,
  interfaceName: string,
  has: readonly string[],
  suggestion: string | undefined,
): Message =>
  error(
    'unknownProcedure',
    `Interface ${interfaceName} has no procedure "${name}"; it has ${listed(has)}.${meant(suggestion) || ' Declare it there, or call another one.'}`,
  );
export const unknownLabel = (name: string, mechanism: string, suggestion: string | undefined): Message =>
  error(
    'unknownLabel',
    `No step of ${mechanism} is labelled "${name}".${meant(suggestion) || ` Name a step that ends in "as ${name}".`}`,
  );
export const unknownOption = (
  name: string,
  owner: string,
  has: readonly string[],
  suggestion: string | undefined,
): Message => error('unknownOption', `${owner} has no option "${name}"; it has ${listed(has)}.${meant(suggestion)}`);
export const unknownAnnotation = (name: string, suggestion: string | undefined): Message =>
  error(
    'unknownAnnotation',
    `"@${name}" is not an annotation.${meant(suggestion)} There are @title, @note, @seed, @expect, @published, @compare and @sweep.`,
  );
export const annotationArgument = (name: string, expected: string): Message =>
  error('annotationArgument', `@${name} takes ${expected}.`);
export const importNotFound = (path: string): Message =>
  error('importNotFound', `No file "${path}" is next to this one. Correct the path; it is relative to this file.`);
/** A file that is assumed supplies nothing. */
export const nothingAssumed = (path: string): Message =>
  error(
    'nothingAssumed',
    `"${path}" has no profile, or does not parse, so it supplies no price. Name a file with "profile … extends … { … }".`,
  );
export const importCycle = (path: string): Message =>
  error('importCycle', `"${path}" imports this file again. Move what both need to a third file, and import that one.`);
export const duplicateName = (kind: string, name: string): Message =>
  error('duplicateName', `${kind} "${name}" is declared twice. Rename or remove one.`);
export const duplicateLabel = (name: string): Message =>
  error(
    'duplicateLabel',
    `Two steps of this mechanism are labelled "${name}". Labels align comparisons and carry edits: rename one.`,
  );
export const circularDefinition = (kind: string, chain: readonly string[]): Message =>
  error('circularDefinition', `${kind} ${chain.join(' -> ')} is defined by itself. Break the circle.`);
export const tooManyProblems = (limit: number): Message =>
  info('tooManyProblems', `Only the first ${limit} problems of this file are shown. Correct some to see the rest.`);
