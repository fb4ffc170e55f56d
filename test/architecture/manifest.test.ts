import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as ids from '../../src/host/ids.ts';
import { root } from './house.ts';

interface Manifest {
  icon: string;
  engines: { vscode: string };
  devDependencies: Record<string, string>;
  activationEvents: string[];
  contributes: {
    languages: { id: string; configuration: string }[];
    grammars: { path: string }[];
    snippets: { path: string }[];
    commands: { command: string; category: string }[];
    colors: { id: string; defaults: Record<string, string> }[];
    configuration?: { properties: Record<string, unknown> };
  };
}

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const { contributes } = manifest;

describe('the manifest', () => {
  test('contributes the commands that the code names, in one category', () => {
    expect(contributes.commands.map((each) => each.command).sort()).toEqual(Object.values(ids.commands).sort());
    expect(new Set(contributes.commands.map((each) => each.category))).toEqual(new Set(['IPC']));
  });

  test('contributes the settings that the code names', () => {
    const declared = Object.keys(contributes.configuration?.properties ?? {});
    expect(declared.sort()).toEqual(Object.values(ids.settings).sort());
  });

  test('contributes the language that the code names, and starts for nothing else', () => {
    expect(contributes.languages.map((each) => each.id)).toEqual([ids.languageId]);
    expect(manifest.activationEvents.toSorted()).toEqual(
      [`onLanguage:${ids.languageId}`, ...Object.values(ids.viewTypes).map((type) => `onWebviewPanel:${type}`)].sort(),
    );
  });

  const named = [
    manifest.icon,
    ...contributes.languages.map((each) => each.configuration),
    ...contributes.grammars.map((each) => each.path),
    ...contributes.snippets.map((each) => each.path),
  ];
  test.each(named)('names %s, which exists', (file) => expect(existsSync(path.join(root, file))).toBe(true));

  test('has an icon of at least 128 pixels', () => {
    const png = readFileSync(path.join(root, manifest.icon));
    expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(128);
    expect(png.readUInt32BE(20)).toBeGreaterThanOrEqual(128);
  });

  test('promises the VS Code whose types it was compiled with', () => {
    const minor = /\d+\.\d+/;
    expect(minor.exec(manifest.devDependencies['@types/vscode'] ?? '')?.[0]).toBe(
      minor.exec(manifest.engines.vscode)?.[0],
    );
  });
});

describe('contributed colours', () => {
  /** The editor's background in VS Code's own theme of each kind. */
  const backgrounds = { dark: '#1F1F1F', light: '#FFFFFF', highContrast: '#000000', highContrastLight: '#FFFFFF' };

  /** Relative luminance and contrast as WCAG 2 defines them. */
  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, other: string): number => {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  const cases = contributes.colors.flatMap(({ id, defaults }) =>
    Object.entries(backgrounds).map(([theme, background]) => ({
      id,
      theme,
      background,
      colour: defaults[theme] ?? '',
    })),
  );

  test.each(cases)('$id is readable in $theme', ({ colour, background }) => {
    expect(contrast(colour, background)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(Object.keys(backgrounds))('differ from each other in %s', (theme) => {
    const all = contributes.colors.map(({ defaults }) => defaults[theme]);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('what is published', () => {
  const locks = ['package-lock.json', 'test/vscode/package-lock.json'];

  test.each(locks)('%s names no registry', (file) => expect(read(file)).not.toContain('"resolved"'));

  test.each(locks)('%s names the packages for all platforms', (file) => {
    const { packages } = JSON.parse(read(file)) as { packages: Record<string, { optionalDependencies?: object }> };
    const listed = new Set(Object.keys(packages).map((folder) => folder.replace(/.*node_modules\//, '')));
    const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    expect(wanted.filter((name) => !listed.has(name))).toEqual([]);
  });

  test('the README shows no SVG, which the gallery refuses', () => expect(read('README.md')).not.toMatch(/\.svg/));
});
