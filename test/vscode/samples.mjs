import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const samples = path.join(import.meta.dirname, '../../media/samples');

/** @returns {string} a new folder with copies of the samples, for a person or a test to change */
export function copySamples() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ipc-tracer-samples-'));
  cpSync(samples, folder, { recursive: true });
  return folder;
}

/**
 * Hands a copy of the samples to a piece of work and removes it afterwards.
 * @template T
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withSamples(work) {
  const folder = copySamples();
  const discard = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', discard);
  try {
    return await work(folder);
  } finally {
    discard();
    process.off('exit', discard);
  }
}
