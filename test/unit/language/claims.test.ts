import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { root } from './support.ts';

const docs = path.join(root, 'docs');
const page = readFileSync(path.join(docs, 'claims.md'), 'utf8');

/** `[name](file): `A`, `B``, as the page refers to scenarios. */
const references = [...page.matchAll(/\]\(([^)]*\.ipc)\): ((?:`\w+`(?:, )?)+)/g)].map(([, file = '', names = '']) => ({
  file,
  scenarios: [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
}));

describe('the page of claims', () => {
  it('refers to many scenarios', () => expect(references.length).toBeGreaterThan(60));

  test.each(references)('$file has $scenarios', ({ file, scenarios }) => {
    const text = readFileSync(path.join(docs, file), 'utf8');
    const found = new Set([...text.matchAll(/^scenario (\w+)/gm)].map(([, name]) => name));
    expect(scenarios.filter((name) => !found.has(name))).toEqual([]);
  });

  it('has no link that leads nowhere', () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(path.join(docs, link)))).toEqual([]);
  });
});
