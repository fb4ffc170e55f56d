import { workspace } from 'vscode';
import type { Limits } from '../sim/spec/run.ts';
import { settings } from './ids.ts';

const picosecondsPerSecond = 1e12;

/** Where a run stops at the latest, as the user's settings say. */
export function limitsOfSettings(): Limits {
  const configuration = workspace.getConfiguration();
  return {
    rows: positive(configuration.get(settings.maxRows), Number.MAX_SAFE_INTEGER),
    time: positive(configuration.get(settings.maxTime), Number.POSITIVE_INFINITY, picosecondsPerSecond),
  };
}

/** Settings are typed by hand: what is no positive number does not count. */
function positive(value: unknown, otherwise: number, unit = 1): number {
  return typeof value === 'number' && value > 0 ? Math.round(value * unit) : otherwise;
}
