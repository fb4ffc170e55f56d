// The checker itself: made-up houses that break one rule each.
import { describe, expect, test } from 'vitest';
import { cycles, forbiddenImports, offences, undocumented } from './rules.ts';
import { readSource } from './source.ts';
import type { Room } from './table.ts';

const rooms: Record<string, Room> = {
  base: { path: 'src/base', imports: [], packages: [], pure: true },
  sim: { path: 'src/sim', imports: [{ room: 'base' }], packages: [], pure: true },
  views: {
    path: 'views',
    imports: [
      { room: 'base', types: true },
      { room: 'sim', only: ['trace/', 'spec/'] },
    ],
    packages: ['preact', 'elkjs/', 'node:'],
  },
};

const build = (files: Record<string, string>) =>
  new Map(Object.entries(files).map(([file, text]) => [file, readSource(file, text)]));

describe('forbidden imports', () => {
  test.each([
    ['a value upwards', 'src/base/a.ts', `import { b } from '../sim/b.ts';`],
    ['a type upwards', 'src/base/a.ts', `import type { B } from '../sim/b.ts';`],
    ['a re-export upwards', 'src/base/a.ts', `export { b } from '../sim/b.ts';`],
    ['a dynamic import upwards', 'src/base/a.ts', `export const b = import('../sim/b.ts');`],
    ['a computed import', 'src/base/a.ts', `export const b = (name: string) => import(name);`],
    ['an import type upwards', 'src/base/a.ts', `export type B = import('../sim/b.ts').B;`],
    ['an import for its effects', 'src/base/a.ts', `import '../sim/b.ts';`],
    ['a package', 'src/sim/a.ts', `import { window } from 'vscode';`],
    ['a module of Node', 'src/sim/a.ts', `import fs from 'node:fs';`],
    ['a package whose name begins alike', 'views/a.ts', `import { x } from 'preact-other';`],
    ['a value where types are allowed', 'views/a.ts', `import { a } from '../src/base/a.ts';`],
    ['a value beside a type', 'views/a.ts', `import { type A, b } from '../src/base/a.ts';`],
    ['a file that is not one of the open ones', 'views/a.ts', `import { a } from '../src/sim/run.ts';`],
    ['a file whose name begins alike', 'views/a.ts', `import { a } from '../src/sim/spec.tsx';`],
    ['a file in no room', 'views/a.ts', `import { a } from '../test/a.ts';`],
    ['anything from a file in no room', 'lib/a.ts', `import { a } from '../src/base/a.ts';`],
  ])('%s', (_title, file, text) => {
    expect(forbiddenImports(build({ [file]: text }), rooms)).toHaveLength(1);
  });

  test.each([
    ['the own room', 'src/base/a.ts', `import { b } from './b.ts';`],
    ['a room below', 'src/sim/a.ts', `import { b } from '../base/b.ts';`],
    ['types where types are allowed', 'views/a.ts', `import type { A } from '../src/base/a.ts';`],
    ['an open file', 'views/a.ts', `import { a } from '../src/sim/spec/run.ts';`],
    ['an open folder', 'views/a.ts', `import { a } from '../src/sim/trace/format.ts';`],
    ['packages', 'views/a.ts', `import { h } from 'preact'; import E from 'elkjs/lib/api.js'; import 'node:fs';`],
  ])('not %s', (_title, file, text) => {
    expect(forbiddenImports(build({ [file]: text }), rooms)).toEqual([]);
  });
});

describe('cycles', () => {
  const a = `import { b } from './b.ts';`;
  const b = `import { c } from './inner/c.ts';`;

  test('a circle of three, one link a type', () => {
    const found = cycles(build({ 'x/a.ts': a, 'x/b.ts': b, 'x/inner/c.ts': `import type { A } from '../a.ts';` }));
    expect(found).toEqual([['x/a.ts', 'x/b.ts', 'x/inner/c.ts', 'x/a.ts']]);
  });

  test('a file that imports itself', () => {
    expect(cycles(build({ 'x/a.ts': `import { a } from './a.ts';` }))).toHaveLength(1);
  });

  test('not two ways to one file', () => {
    expect(cycles(build({ 'x/a.ts': a + b, 'x/b.ts': b, 'x/inner/c.ts': '' }))).toEqual([]);
  });
});

describe('offences', () => {
  test.each([
    ['double assertion', `const a = {} as unknown as string;`],
    ['suppressed check', `// @ts-ignore\nconst a = 1;`],
    ['suppressed check', `// oxlint-disable-next-line no-console\nconst a = 1;`],
    ['suppressed check', `/* biome-ignore format: mine */\nconst a = 1;`],
    ['module state', `let a = 1;`],
    ['module state', `export let a = 1;`],
    ['ambient input', `const a = () => Math.random();`],
    ['ambient input', `const a = () => Math.log(2);`],
    ['ambient input', `const a = () => Date.now();`],
    ['ambient input', `const a = () => new Date();`],
    ['ambient input', `const a = () => performance.now();`],
  ])('%s in %j', (rule, text) => {
    expect(offences(build({ 'src/sim/a.ts': text }), rooms)).toEqual([expect.stringContaining(rule)]);
  });

  test('none in clean code', () => {
    const text = `export const a = (b: number) => { let c = Math.max(b, 1); c += 1; return c as number; };`;
    expect(offences(build({ 'src/sim/a.ts': text }), rooms)).toEqual([]);
  });

  test('outside of pure rooms only what holds everywhere', () => {
    const text = `let a = Date.now();\nexport const b = a as unknown as string; // @ts-ignore`;
    expect(offences(build({ 'views/a.ts': text }), rooms)).toEqual([
      'views/a.ts:2: suppressed check',
      'views/a.ts:2: double assertion',
    ]);
  });
});

describe('undocumented exports', () => {
  const user = { 'views/v.ts': `import { type A, a } from '../src/sim/a.ts';` };
  const doc = '/** What it is. */\n';

  test.each([
    ['a constant', `export const a = 1;`],
    ['a function after something documented', `${doc}const b = 1;\nexport function a(): void {}`],
    ['a type below a comment that is none for readers', `// A line.\nexport interface A {}`],
    ['a class', `/* A block. */\nexport class A {}`],
  ])('%s that another room uses', (_title, text) => {
    expect(undocumented(build({ 'src/sim/a.ts': text, ...user }), rooms)).toHaveLength(1);
  });

  test.each([
    ['what is documented', 'src/sim/a.ts', `${doc}export const a = 1;\n${doc}\nexport type A = string;`],
    ['what the own room alone uses', 'src/sim/b.ts', `export const a = 1;`],
    ['rooms that are not pure', 'views/a.ts', `export const a = 1;`],
  ])('not %s', (_title, file, text) => {
    expect(undocumented(build({ [file]: text, ...user }), rooms)).toEqual([]);
  });
});

test('a file that does not parse is an error', () => {
  expect(() => readSource('a.ts', 'const = 1')).toThrow('a.ts');
});
