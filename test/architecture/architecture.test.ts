import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { filesBelow, readHouse, root } from './house.ts';
import { cycles, forbiddenImports, offences, undocumented } from './rules.ts';
import { rooms } from './table.ts';

const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const house = readHouse(['src', 'webview']);
const pureRooms = Object.entries(rooms).filter(([, room]) => room.pure);

describe('the house', () => {
  test('has source files, and each lies in a room', () => {
    expect(house.size).toBeGreaterThan(20);
    const folders = readdirSync(path.join(root, 'src'), { withFileTypes: true }).filter((each) => each.isDirectory());
    const known = new Set(Object.values(rooms).map((room) => room.path));
    expect(folders.map((each) => `src/${each.name}`).filter((folder) => !known.has(folder))).toEqual([]);
  });

  test('imports only what the table allows', () => expect(forbiddenImports(house, rooms)).toEqual([]));

  test('has no import cycles', () => expect(cycles(house)).toEqual([]));

  test('has no suppressed checks, and its pure rooms are stateless and deterministic', () =>
    expect(offences(house, rooms)).toEqual([]));

  test('documents what its pure rooms give to others', () => expect(undocumented(house, rooms)).toEqual([]));
});

describe.each(pureRooms)('the pure room %s', (_name, room) => {
  test('compiles without the DOM, Node or VS Code', () => {
    expect(readJson(`${room.path}/tsconfig.json`)).toMatchObject({ compilerOptions: { lib: ['es2024'], types: [] } });
  });

  test('bundles for no platform at all', async () => {
    const { warnings, errors } = await build({
      absWorkingDir: root,
      entryPoints: filesBelow(room.path),
      bundle: true,
      splitting: true,
      write: false,
      outdir: 'unused',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      format: 'esm',
      logLevel: 'silent',
    });
    expect([...warnings, ...errors]).toEqual([]);
  });
});

test.each(Object.values(rooms))('$path is a project of the solution', (room) => {
  expect(existsSync(path.join(root, room.path, 'tsconfig.json'))).toBe(true);
  const listed: unknown = expect.arrayContaining([{ path: room.path }]);
  expect(readJson('tsconfig.json')).toHaveProperty('references', listed);
});
