import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** Screenshots of a test run, to be looked at. */
export const shots = path.join(root, 'out/shots');
