import { describe, expect, test } from 'vitest';
import type { Price, Profile } from '../../src/language/generated/ast.ts';
import { isModel } from '../../src/language/generated/ast.ts';
import { documentOf, languageWithLibrary, mediaFile } from '../support/files.ts';
import { loadFacts } from './facts.ts';

const facts = loadFacts();

async function profileCvax(): Promise<Profile> {
  const document = await documentOf(await languageWithLibrary(), mediaFile('library', 'cvax.ipc'));
  const model = document.parseResult.value;
  const profile = isModel(model) ? model.elements.find((e) => e.$type === 'Profile') : undefined;
  if (profile?.$type !== 'Profile') throw new Error('no profile');
  return profile;
}

function pricesOf(profile: Profile): Price[] {
  return profile.entries.flatMap((entry) =>
    entry.$type === 'Price' ? [entry] : entry.$type === 'PriceGroup' ? entry.prices : [],
  );
}

describe('provenance of the prices of cvax', () => {
  test('every price says where it comes from', async () => {
    const silent = pricesOf(await profileCvax()).filter(
      (price) => price.provenance === undefined || price.source === undefined,
    );
    expect(silent.map((price) => price.$cstNode?.text)).toEqual([]);
  });

  test('every measured or derived price names published rows that exist', async () => {
    for (const price of pricesOf(await profileCvax()).filter((p) => p.provenance !== 'assumed')) {
      expect(price.facts.length, price.$cstNode?.text).toBeGreaterThan(0);
      for (const fact of price.facts) expect(facts.has(fact), fact).toBe(true);
    }
  });

  test('a price whose rows were not seen says so, and no other', async () => {
    for (const price of pricesOf(await profileCvax())) {
      const unseen = price.facts.some((fact) => facts.get(fact)?.evidence === 'memory');
      expect(price.unverified, price.$cstNode?.text).toBe(unseen);
    }
  });
});
