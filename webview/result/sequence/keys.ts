/** What the keys do in a diagram. */
import type { SequenceModel } from '../../../src/analysis/sequence-models.ts';
import type { Site } from '../../../src/sim/spec/site.ts';
import { nextCrossing, partnerOf } from '../layout/partner.ts';
import type { Stop } from '../layout/stops.ts';

export type KeyAction =
  | { readonly do: 'move'; readonly to: number }
  | { readonly do: 'pin' | 'open' | 'leave' }
  | { readonly do: 'zoom'; readonly factor: number | null };

/** Where the keyboard stands. */
export interface Standing {
  readonly model: Pick<SequenceModel, 'steps'>;
  readonly sites: readonly Site[];
  readonly stops: readonly Stop[];
  /** Among the stops. */
  readonly at: number;
}

/** Stops that Page Up and Page Down pass over. */
const PAGE = 10;

/** Null if the key means nothing here. A move leads to one of the stops. */
export function keyAction(key: string, standing: Standing): KeyAction | null {
  const target = targetOf(key, standing);
  if (target !== undefined)
    return target === null ? null : { do: 'move', to: Math.min(Math.max(target, 0), standing.stops.length - 1) };
  switch (key) {
    case 'Enter':
    case ' ':
      return { do: 'pin' };
    case 'o':
      return { do: 'open' };
    case 'Escape':
      return { do: 'leave' };
    case '+':
    case '=':
      return { do: 'zoom', factor: 1.5 };
    case '-':
      return { do: 'zoom', factor: 1 / 1.5 };
    case '0':
      return { do: 'zoom', factor: null };
    default:
      return null;
  }
}

/** Undefined if the key does not move. */
function targetOf(key: string, { model, sites, stops, at }: Standing): number | null | undefined {
  const stop = stops[at];
  const step = stop?.step ?? 0;
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return at + 1;
    case 'ArrowUp':
    case 'ArrowLeft':
      return at - 1;
    case 'Home':
      return 0;
    case 'End':
      return stops.length - 1;
    case 'PageDown':
      return at + PAGE;
    case 'PageUp':
      return at - PAGE;
    case ']':
      return stopOf(stops, nextCrossing(model.steps, step, 1));
    case '[':
      return stopOf(stops, nextCrossing(model.steps, stop?.isStep === false ? step + 1 : step, -1));
    case 'p':
      return stopOf(stops, partnerOf(model.steps, sites, step));
    default:
      return undefined;
  }
}

/** The place of a step among the stops. */
function stopOf(stops: readonly Stop[], step: number | null): number | null {
  return step === null ? null : stops.findIndex((stop) => stop.isStep && stop.step === step);
}

/** The same, for people. */
export const KEYS: readonly (readonly [string, string])[] = [
  ['↑ ↓ Home End', 'step before, step after, first, last'],
  ['[ ]', 'copy, trap or switch before, after'],
  ['p', 'the step of the other half: call to return, return to call'],
  ['Enter', 'keep the details of the step'],
  ['o', 'open the line that the step comes from'],
  ['+ − 0', 'zoom the axis that is to scale'],
  ['Esc', 'hide the card'],
];
