/** Another value of a sweep: its runs are made again, then their calls can be looked at. */
import type { Store, View } from './store.ts';

/** @param variant whose calls are shown then; null leaves the choice. @param view where; null stays. */
export function openValue(store: Store, value: number, variant: string | null, view: View | null): void {
  store.opening.value = { value, variant, view };
  store.overview.renew({ value });
}

/** The runs of the value are not made: what was shown before stays. */
export function cancelOpening(store: Store): void {
  store.opening.value = null;
  store.overview.stay();
}
