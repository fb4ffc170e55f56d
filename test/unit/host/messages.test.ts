import { expect, test } from 'vitest';
import { messageFromView, stateOfView } from '../../../src/host/messages.ts';

const at = { uri: 'file:///a.ipc', line: 1, column: 2, endLine: 1, endColumn: 5 };

test.each([
  { kind: 'ready' },
  { kind: 'rerun' },
  { kind: 'cancel' },
  { kind: 'log', message: 'text' },
  { kind: 'reveal', at },
  { kind: 'giveUp', id: 3 },
  { kind: 'request', id: 3, query: 'sequence', params: { variant: 0, call: 1 } },
])('takes $kind', (message) => {
  expect(messageFromView(message)).toBe(message);
});

test.each([
  null,
  'ready',
  { kind: 'open' },
  { kind: 'log', message: 3 },
  { kind: 'reveal', at: { ...at, line: -1 } },
  { kind: 'reveal', at: { ...at, uri: undefined } },
  { kind: 'reveal' },
  { kind: 'giveUp', id: 'all' },
  { kind: 'request', id: '3', query: 'sequence', params: {} },
  { kind: 'request', id: 3, query: 'toString', params: {} },
  { kind: 'request', id: 3, query: 'overview' },
])('refuses %j', (message) => {
  expect(messageFromView(message)).toBeUndefined();
});

test('a saved state names its scenario or is none', () => {
  expect(stateOfView({ file: 'file:///a.ipc', scenario: 'A', view: 'map' })).toEqual({
    file: 'file:///a.ipc',
    scenario: 'A',
  });
  expect(stateOfView({ file: 'file:///a.ipc' })).toBeUndefined();
  expect(stateOfView(undefined)).toBeUndefined();
});
