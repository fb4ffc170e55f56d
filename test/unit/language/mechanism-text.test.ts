import { beforeAll, describe, expect, test } from 'vitest';
import { libraryMechanisms, type MechanismText } from '../../../src/language/mechanism-text.ts';
import { languageWithLibrary } from '../../support/files.ts';

describe('what the library says about its mechanisms', () => {
  let mechanisms: readonly MechanismText[];
  beforeAll(async () => {
    mechanisms = libraryMechanisms(await languageWithLibrary());
  });

  const without = (pattern: RegExp): string[] =>
    mechanisms.filter(({ paragraphs }) => !pattern.test(paragraphs.join('\n'))).map(({ name }) => name);

  test('each says what it gives up, how it fails, and where that is written', () => {
    expect(mechanisms.length).toBeGreaterThan(25);
    expect(without(/gives? up/i)).toEqual([]);
    expect(without(/fails?\b/i)).toEqual([]);
    expect(without(/\b(19|20)\d\d\b|from memory|paper|notes|slides|documentation|illumos|benchmark page/i)).toEqual([]);
  });

  const endingsOf = (name: string): string[] =>
    mechanisms.filter((each) => each.name === name).flatMap(({ endings }) => endings.map(({ outcome }) => outcome));

  test('how calls end is told where no step names it, too', () => {
    expect(endingsOf('lrpc').sort()).toEqual([
      'badPlace',
      'bindFailed',
      'callAborted',
      'callFailed',
      'exhausted',
      'forgedBinding',
      'noSuchProcedure',
      'notAuthorised',
      'revoked',
    ]);
    expect(endingsOf('fbufs')).toEqual(expect.arrayContaining(['protectionFault', 'quotaExhausted', 'badPlace']));
    expect(endingsOf('local')).toEqual([]);
  });
});
