/** Which mechanism, which procedure, beside which other mechanism. */
import { batch } from '@preact/signals';
import type { JSX } from 'preact';
import type { VariantOverview } from '../../../src/analysis/run-models.ts';
import { formatSwept } from '../../../src/analysis/sweep-values.ts';
import { formatCount } from '../../../src/base/format.ts';
import { visible } from '../base/untrusted.ts';
import { useStore } from '../host/context.ts';
import { openValue } from '../host/open-value.ts';
import { procedureKey, type Store } from '../host/store.ts';
import { CallPicker, showFailed } from './call-picker.tsx';

export function Pickers(): JSX.Element | null {
  const store = useStore();
  const variants = store.overview.latest.value?.variants ?? [];
  const variant = store.shownVariant.value;
  if (variant === null) {
    return (
      <div class="pickers">
        <ValuePicker />
      </div>
    );
  }
  return (
    <div class="pickers">
      <ValuePicker />
      {variants.length > 1 && <VariantPickers variants={variants} />}
      <ProcedurePicker variant={variant} />
      <CallPicker />
      <ShowFailed variant={variant} />
    </div>
  );
}

/** At which value of the sweep. */
function ValuePicker(): JSX.Element | null {
  const store = useStore();
  const sweep = store.overview.latest.value?.sweep ?? null;
  if (sweep === null) return null;
  return (
    <label>
      {visible(sweep.parameter, 60)} ={' '}
      <select
        value={String(store.opening.value?.value ?? sweep.value)}
        onChange={(event) =>
          openValue(store, Number(event.currentTarget.value), store.shownVariant.value?.name ?? null, null)
        }
      >
        {sweep.values.map((value, index) => (
          <option key={index} value={String(index)}>
            {formatSwept(value, sweep.unit)}
          </option>
        ))}
      </select>
    </label>
  );
}

function VariantPickers({ variants }: { variants: readonly VariantOverview[] }): JSX.Element {
  const store = useStore();
  const other = store.other.value;
  return (
    <>
      <label>
        Mechanism{' '}
        <select
          value={String(store.variant.value)}
          onChange={(event) => chooseVariant(store, Number(event.currentTarget.value))}
        >
          {variants.map((each, i) => (
            <option key={i} value={String(i)}>
              {visible(each.name, 80)}
            </option>
          ))}
        </select>
      </label>
      <label>
        beside{' '}
        <select
          value={other === null ? '' : String(other)}
          onChange={(event) => chooseOther(store, event.currentTarget.value)}
        >
          <option value="">none</option>
          {variants.map((each, i) =>
            i === store.variant.value ? null : (
              <option key={i} value={String(i)}>
                {visible(each.name, 80)}
              </option>
            ),
          )}
        </select>
      </label>
      {other !== null && (
        <button type="button" onClick={() => swapSides(store)} title="Exchange left and right">
          ⇄ Swap
        </button>
      )}
    </>
  );
}

function chooseVariant(store: Store, variant: number): void {
  if (store.other.value === variant) store.other.value = store.variant.value;
  store.variant.value = variant;
  forgetCall(store);
}

function chooseOther(store: Store, value: string): void {
  store.other.value = value === '' ? null : Number(value);
  if (store.choice.value === 'picked') forgetCall(store);
}

function swapSides(store: Store): void {
  const other = store.other.value;
  if (other === null) return;
  store.other.value = store.variant.value;
  store.variant.value = other;
  forgetCall(store);
}

/** Calls are numbered in each run for itself: another run shows its typical call. */
function forgetCall(store: Store): void {
  store.pinned.value = null;
  store.failedOnly.value = false;
  if (store.choice.value === 'picked') store.choice.value = 'typical';
}

function ProcedurePicker({ variant }: { variant: VariantOverview }): JSX.Element | null {
  const store = useStore();
  const summary = store.summary.value;
  const model = store.sequence.latest.value;
  if (summary === null && variant.bindings.length === 0) return null;
  const picked = store.choice.value === 'picked' || summary === null;
  const bind = picked && model !== null && model.path < 0 ? `bind ${model.call}` : null;
  return (
    <label>
      Call of{' '}
      <select
        value={bind ?? (summary === null ? '' : procedureKey(summary))}
        onChange={(event) => chooseProcedure(store, event.currentTarget.value)}
      >
        {variant.calls.map((each) => (
          <option key={procedureKey(each)} value={procedureKey(each)}>
            {visible(procedureKey(each), 80)}
            {each.failed > 0 ? ` (${formatCount(each.failed)} failed)` : ''}
          </option>
        ))}
        {variant.bindings.length > 0 && (
          <optgroup label="Binding, once before the calls">
            {variant.bindings.map((each) => (
              <option key={each.call} value={`bind ${each.call}`}>
                bind {visible(each.binding, 80)}
                {each.outcome === null ? '' : ' (failed)'}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </label>
  );
}

/** A call that failed is what a scenario with failures is about: it is one click away from one that did not. */
function ShowFailed({ variant }: { variant: VariantOverview }): JSX.Element | null {
  const store = useStore();
  const model = store.sequence.latest.value;
  const failed = variant.calls.reduce((sum, each) => sum + each.failed, 0);
  const own = store.summary.value;
  const first = own !== null && own.failed > 0 ? own : variant.calls.find((each) => each.failed > 0);
  if (model === null || model.outcome !== null) return null;
  const act = variant.bindings.find((each) => each.outcome !== null);
  if (first === undefined && act !== undefined)
    return (
      <button type="button" class="show-failed" onClick={() => chooseProcedure(store, `bind ${act.call}`)}>
        Show the binding that failed
      </button>
    );
  if (first === undefined) return null;
  return (
    <button
      type="button"
      class="show-failed"
      onClick={() => {
        showProcedure(store, procedureKey(first));
        showFailed(store, true);
      }}
    >
      {failed === 1 ? 'Show the call that failed' : `Show the first of ${formatCount(failed)} failed calls`}
    </button>
  );
}

function chooseProcedure(store: Store, value: string): void {
  store.pinned.value = null;
  const bind = /^bind (\d+)$/.exec(value)?.[1];
  if (bind !== undefined) {
    store.call.value = Number(bind);
    store.choice.value = 'picked';
    return;
  }
  showProcedure(store, value);
}

/** At once: a picked call that is forgotten later would take its own procedure back. */
function showProcedure(store: Store, procedure: string): void {
  batch(() => {
    forgetCall(store);
    store.columnsFrom.value = null;
    store.procedure.value = procedure;
  });
}
