/** What follows from what: questions from choices, and the state that outlives the page. */
import { batch, effect, untracked } from '@preact/signals';
import type { RunOverview } from '../../../src/analysis/run-models.ts';
import type { ResultViewState, RunStatus } from '../../../src/protocol/result.ts';
import { openValue } from './open-value.ts';
import type { HostPort } from './port.ts';
import { procedureKey, type Store } from './store.ts';

/** Two diagrams have room from this width on. */
const ROOMY = 700;
const VIEWS: readonly ResultViewState['view'][] = ['sweep', 'sequence', 'heatmap', 'map', 'text'];

export function connect(store: Store, port: HostPort): void {
  let restored = readState(port.restore());
  let fresh = true;
  effect(() => onStatus(store, store.status.value));
  effect(() => {
    const overview = store.overview.latest.value;
    if (overview === null) return;
    const state = restored;
    restored = null;
    const first = fresh;
    fresh = false;
    untracked(() =>
      batch(() => {
        if (state === null && first) {
          sideBySide(store, overview);
          if (overview.sweep !== null) store.view.value = 'sweep';
        }
        settle(store, overview, state);
        arrive(store, overview);
        if (state?.value !== undefined) restoreValue(store, overview, state.value);
      }),
    );
  });
  effect(() => askForCalls(store));
  effect(() => followPath(store));
  effect(() => openPicked(store));
  effect(() => keepState(store, port));
}

/** Another run: what was known about the one before is forgotten. */
function onStatus(store: Store, status: RunStatus | null): void {
  if (status?.state !== 'done' || status.run === store.run.peek()) return;
  untracked(() => {
    batch(() => {
      for (const remote of [store.overview, store.sweep, ...callRemotes(store)]) remote.reset();
      store.opening.value = null;
      store.run.value = status.run;
      store.hovered.value = null;
      store.pinned.value = null;
      if (store.choice.value === 'picked') store.choice.value = 'typical';
    });
    store.overview.ask({});
  });
}

/** A comparison is shown as one, where there is room for it: the first mechanism beside the second. */
function sideBySide(store: Store, overview: RunOverview): void {
  if (overview.variants.length > 1 && window.innerWidth >= ROOMY) store.other.value = 1;
}

/** The runs of another value are here: what was known of the calls of the one before is forgotten. */
function arrive(store: Store, overview: RunOverview): void {
  const opening = store.opening.value;
  if (opening === null || overview.sweep?.value !== opening.value) return;
  store.opening.value = null;
  for (const remote of callRemotes(store)) remote.reset();
  store.hovered.value = null;
  store.pinned.value = null;
  if (store.choice.value === 'picked') store.choice.value = 'typical';
  const variant = overview.variants.findIndex(({ name }) => name === opening.variant);
  if (variant >= 0) {
    if (store.other.value === variant) store.other.value = null;
    store.variant.value = variant;
  }
  if (opening.view !== null) store.view.value = opening.view;
}

function restoreValue(store: Store, { sweep }: RunOverview, value: number): void {
  if (sweep !== null && value !== sweep.value && value < sweep.values.length) openValue(store, value, null, null);
}

function callRemotes(store: Store) {
  return [store.sequence, store.otherSequence, store.calls, store.heatmap, store.map, store.narrative];
}

/** Choices that the run does not have give way to the first it has. */
function settle(store: Store, overview: RunOverview, state: ResultViewState | null): void {
  if (state && state.file === overview.file && state.scenario === overview.scenario) {
    store.view.value = state.view;
    store.axis.value = state.axis;
    store.variant.value = state.variant;
    store.other.value = state.other;
    store.call.value = state.call;
    store.choice.value = state.call === null ? 'typical' : 'picked';
  }
  if (overview.sweep === null && store.view.peek() === 'sweep') store.view.value = 'sequence';
  const count = overview.variants.length;
  if (store.variant.peek() >= count) store.variant.value = 0;
  const other = store.other.peek();
  if (other !== null && (other >= count || other === store.variant.peek())) store.other.value = null;
}

function askForCalls(store: Store): void {
  const shown = store.shownCall.value;
  const other = store.otherCall.value;
  const view = store.view.value;
  if (store.run.value === null || shown === null) return;
  untracked(() => {
    store.sequence.ask(shown);
    if (other !== null) store.otherSequence.ask(other);
    if (view === 'map') store.map.ask(shown);
    if (view === 'text') store.narrative.ask(shown);
  });
}

/** A call that was opened by its number alone says which procedure it belongs to. */
function followPath(store: Store): void {
  const model = store.sequence.latest.value;
  const shown = store.shownCall.value;
  if (model === null || model.call !== shown?.call || store.choice.value !== 'picked') return;
  const summary = store.shownVariant.value?.calls.find((each) => each.path === model.path);
  if (summary) store.procedure.value = procedureKey(summary);
}

/** The call that was asked for by its place. */
function openPicked(store: Store): void {
  const picked = store.calls.latest.value?.items[0];
  if (picked === undefined) return;
  untracked(() =>
    batch(() => {
      store.call.value = picked.call;
      store.choice.value = 'picked';
    }),
  );
}

function keepState(store: Store, port: HostPort): void {
  const overview = store.overview.latest.value;
  if (overview === null) return;
  port.keep({
    file: overview.file,
    scenario: overview.scenario,
    view: store.view.value,
    ...(overview.sweep === null ? {} : { value: overview.sweep.value }),
    variant: store.variant.value,
    other: store.other.value,
    call: store.choice.value === 'picked' ? store.call.value : null,
    axis: store.axis.value,
  });
}

/** The state of an earlier life of the page, if it is one: it may come from another version. */
function readState(value: unknown): ResultViewState | null {
  if (typeof value !== 'object' || value === null) return null;
  const state = value as Partial<ResultViewState>;
  const view = VIEWS.find((each) => each === state.view);
  const shown = wholeNumber(state.value);
  if (typeof state.file !== 'string' || typeof state.scenario !== 'string' || view === undefined) return null;
  return {
    file: state.file,
    scenario: state.scenario,
    view,
    variant: wholeNumber(state.variant) ?? 0,
    other: wholeNumber(state.other),
    call: wholeNumber(state.call),
    axis: state.axis === 'scale' ? 'scale' : 'compressed',
    ...(shown === null ? {} : { value: shown }),
  };
}

function wholeNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
}
