/** Another value of a sweep: its runs are made again, then their calls can be looked at. */
import type { Store, View } from './store.ts';

/** @param variant whose calls are shown then; null leaves the choice. @param view where; null stays. */
export function openValue(store: Store, value: number, variant: string | null, view: View | null): void {
  store.opening.value = { value, variant, view };
  store.overview.renew({ value });
}
