import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commands, extensions } from 'vscode';
import { contextKeys, commands as ids, languageId, settings, viewTypes } from '../../src/host/ids.ts';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: Record<string, unknown>;
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category?: string; enablement?: string }[];
    readonly keybindings: readonly { command: string; when: string }[];
    readonly menus: Record<string, readonly { command: string; when: string }[]>;
    readonly configuration: { readonly properties: Record<string, unknown> };
    readonly languages: readonly { id: string; extensions: readonly string[] }[];
  };
}

const manifest = () => extensions.getExtension('ipc-tracer.ipc-tracer')?.packageJSON as Manifest;
const sorted = (values: Iterable<string>): string[] => [...values].sort();

describe('manifest', () => {
  it('contributes exactly the commands that the code registers, in the category IPC', async () => {
    await extensions.getExtension('ipc-tracer.ipc-tracer')?.activate();
    const contributed = manifest().contributes.commands;
    assert.deepEqual(sorted(contributed.map(({ command }) => command)), sorted(Object.values(ids)));
    assert.deepEqual(new Set(contributed.map(({ category }) => category)), new Set(['IPC']));
    const registered = new Set(await commands.getCommands(true));
    assert.deepEqual(
      contributed.filter(({ command }) => !registered.has(command)),
      [],
    );
    assert.equal(contributed.find(({ command }) => command === ids.run)?.title, 'Run IPC scenario');
  });

  it('declares exactly the settings that the code reads', () => {
    assert.deepEqual(
      sorted(Object.keys(manifest().contributes.configuration.properties)),
      sorted(Object.values(settings)),
    );
  });

  it('uses context keys, view types and commands that exist', () => {
    const { commands: contributed, keybindings, menus } = manifest().contributes;
    const places = [...keybindings, ...Object.values(menus).flat()];
    const known = new Set<string>(Object.values(ids));
    assert.deepEqual(
      places.filter(({ command }) => !known.has(command)),
      [],
    );
    const conditions = [...contributed.map(({ enablement }) => enablement ?? ''), ...places.map(({ when }) => when)];
    const own = new Set(conditions.flatMap((condition) => condition.match(/\bipc\.\w+/g) ?? []));
    assert.deepEqual(sorted(own), sorted([...Object.values(contextKeys), viewTypes.result]));
  });

  it('starts with scenario files and restored panels only', () => {
    assert.deepEqual(manifest().activationEvents, [`onLanguage:${languageId}`, `onWebviewPanel:${viewTypes.result}`]);
    assert.deepEqual(
      manifest().contributes.languages.map(({ id }) => id),
      [languageId],
    );
  });

  it('works in untrusted and virtual workspaces', () => {
    assert.deepEqual(manifest().capabilities, { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true });
  });
});
