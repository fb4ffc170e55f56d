import { describe, expect, test } from 'vitest';
import type { Price, Profile } from '../../src/language/generated/ast.ts';
import { isModel } from '../../src/language/generated/ast.ts';
import { documentOf, languageWithLibrary, mediaFile } from '../support/files.ts';
import { loadFacts } from './facts.ts';

const facts = loadFacts();

/** The prices of all profiles in a file of the library. */
async function pricesIn(file: string): Promise<Price[]> {
  const document = await documentOf(await languageWithLibrary(), mediaFile('library', file));
  const model = document.parseResult.value;
  const profiles = isModel(model) ? model.elements.filter((e) => e.$type === 'Profile') : [];
  if (profiles.length === 0) throw new Error('no profile');
  return profiles.flatMap(pricesOf);
}

function pricesOf(profile: Profile): Price[] {
  return profile.entries.flatMap((entry) =>
    entry.$type === 'Price' ? [entry] : entry.$type === 'PriceGroup' ? entry.prices : [],
  );
}

const FILES = ['cvax.ipc', 'i486.ipc', 'lmbench.ipc', 'sel4-machines.ipc', 'sparcstation2.ipc'];

describe.each(FILES)('provenance of the prices in %s', (file) => {
  test('every price says where it comes from', async () => {
    const silent = (await pricesIn(file)).filter(
      (price) => price.provenance === undefined || price.source === undefined,
    );
    expect(silent.map((price) => price.$cstNode?.text)).toEqual([]);
  });

  test('every measured or derived price names published rows that exist', async () => {
    for (const price of (await pricesIn(file)).filter((p) => p.provenance !== 'assumed')) {
      expect(price.facts.length, price.$cstNode?.text).toBeGreaterThan(0);
      for (const fact of price.facts) expect(facts.has(fact), fact).toBe(true);
    }
  });

  test('a price whose rows were not seen says so, and no other', async () => {
    for (const price of await pricesIn(file)) {
      const unseen = price.facts.some((fact) => facts.get(fact)?.evidence === 'memory');
      expect(price.unverified, price.$cstNode?.text).toBe(unseen);
    }
  });
});
