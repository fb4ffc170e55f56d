/** What the panel shows and what was chosen in it. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type {
  HeatmapGrouping,
  HeatmapMeasure,
  HeatmapModel,
  HeatmapQuery,
} from '../../../src/analysis/heatmap-models.ts';
import type { PathMapModel } from '../../../src/analysis/map-models.ts';
import type { CallSummary, RunOverview, VariantOverview } from '../../../src/analysis/run-models.ts';
import type { CallList, SequenceModel } from '../../../src/analysis/sequence-models.ts';
import type { SweepMetric } from '../../../src/analysis/sweep-metrics.ts';
import type { SweepModel } from '../../../src/analysis/sweep-models.ts';
import type { Narrative } from '../../../src/analysis/text-models.ts';
import type { ResultQueries, ResultViewState, RunStatus, ToHost } from '../../../src/protocol/result.ts';
import type { SourceRange } from '../../../src/sim/spec/site.ts';
import { createClient } from './client.ts';
import type { HostPort } from './port.ts';
import { createRemote, type Remote } from './remote.ts';

export type View = ResultViewState['view'];
/** Which of the calls of a procedure is shown. `picked`: the one in {@link Store.call}. */
export type Choice = 'first' | 'typical' | 'slowest' | 'picked';
/** The diagram that a mark stands in: the chosen mechanism's, or the one beside it. */
export type Side = 'main' | 'other';

export interface Mark {
  readonly side: Side;
  /** Row index in the trace. */
  readonly row: number;
}

/** A mark that is pointed at or focused, and where its card may stand. */
export interface Hover extends Mark {
  readonly box: DOMRect;
}

type CallQuery = { variant: number; call: number };

export interface Store {
  readonly post: (message: ToHost) => void;
  readonly receive: (message: unknown) => void;
  readonly status: Signal<RunStatus | null>;
  /** Number of the run that is shown; changes when it ran again. */
  readonly run: Signal<number | null>;
  readonly overview: Remote<ResultQueries['overview']['params'], RunOverview>;
  readonly sweep: Remote<Record<string, never>, SweepModel>;
  readonly sequence: Remote<CallQuery, SequenceModel>;
  readonly otherSequence: Remote<CallQuery, SequenceModel>;
  readonly calls: Remote<ResultQueries['calls']['params'], CallList>;
  readonly heatmap: Remote<HeatmapQuery, HeatmapModel>;
  readonly map: Remote<CallQuery, PathMapModel>;
  readonly narrative: Remote<CallQuery, Narrative>;
  readonly view: Signal<View>;
  readonly axis: Signal<'scale' | 'compressed'>;
  /** Pixels for a picosecond on the axis to scale; null: chosen so that the labels have room. */
  readonly scale: Signal<number | null>;
  readonly legend: Signal<boolean>;
  readonly variant: Signal<number>;
  readonly other: Signal<number | null>;
  /** `binding.procedure`; null: the first that was called. */
  readonly procedure: Signal<string | null>;
  readonly choice: Signal<Choice>;
  readonly call: Signal<number | null>;
  readonly failedOnly: Signal<boolean>;
  /** Place (0-based) among the failed calls, if only those are looked at. */
  readonly failedAt: Signal<number>;
  readonly pinned: Signal<Mark | null>;
  readonly hovered: Signal<Hover | null>;
  /** Row of the step that the keyboard stands on, by side. */
  readonly focused: { readonly [side in Side]: Signal<number | null> };
  readonly cursor: Signal<{ readonly uri: string; readonly line: number } | null>;
  readonly measure: Signal<HeatmapMeasure>;
  readonly grouping: Signal<HeatmapGrouping>;
  readonly columns: Signal<HeatmapQuery['columns']>;
  /** First call of the page if the heatmap shows calls one by one; null: all of them. */
  readonly columnsFrom: Signal<number | null>;
  /** A value of the sweep that is on its way, and what is shown when it is here. */
  readonly opening: Signal<{
    readonly value: number;
    readonly variant: string | null;
    readonly view: View | null;
  } | null>;
  /** The figure that the sweep shows. */
  readonly metric: Signal<SweepMetric>;
  /** The sweep is shown as a table. */
  readonly asTable: Signal<boolean>;
  readonly shownVariant: ReadonlySignal<VariantOverview | null>;
  readonly otherVariant: ReadonlySignal<VariantOverview | null>;
  readonly summary: ReadonlySignal<CallSummary | null>;
  readonly otherSummary: ReadonlySignal<CallSummary | null>;
  /** What the sequence, map and text show: null if the run has no call. */
  readonly shownCall: ReadonlySignal<CallQuery | null>;
  readonly otherCall: ReadonlySignal<CallQuery | null>;
  readonly reveal: (at: SourceRange) => void;
}

export function procedureKey(summary: CallSummary): string {
  return `${summary.binding}.${summary.procedure}`;
}

function summaryOf(variant: VariantOverview | null, procedure: string | null): CallSummary | null {
  const wanted = variant?.calls.find((each) => procedureKey(each) === procedure);
  return wanted ?? variant?.calls[0] ?? null;
}

function callOf(summary: CallSummary | null, choice: Choice): number | null {
  if (summary === null) return null;
  if (choice === 'first') return summary.firstCall;
  return choice === 'slowest' ? summary.slowestCall : summary.typicalCall;
}

/** Where nothing was called: the binding act, one that failed first. */
function actOf(variant: VariantOverview | null): number | null {
  const acts = variant?.bindings ?? [];
  return (acts.find(({ outcome }) => outcome !== null) ?? acts[0])?.call ?? null;
}

export function createStore(port: HostPort): Store {
  const client = createClient((message) => port.post(message));
  const overview = createRemote(client, 'overview');
  const variant = signal(0);
  const other = signal<number | null>(null);
  const procedure = signal<string | null>(null);
  const choice = signal<Choice>('typical');
  const call = signal<number | null>(null);
  const variants = computed(() => overview.latest.value?.variants ?? []);
  const shownVariant = computed(() => variants.value[variant.value] ?? variants.value[0] ?? null);
  const otherVariant = computed(() => (other.value === null ? null : (variants.value[other.value] ?? null)));
  const summary = computed(() => summaryOf(shownVariant.value, procedure.value));
  const otherSummary = computed(() => {
    const key = summary.value && procedureKey(summary.value);
    return otherVariant.value?.calls.find((each) => procedureKey(each) === key) ?? null;
  });
  const shownCall = computed(() => {
    const typical = summary.value === null ? actOf(shownVariant.value) : callOf(summary.value, choice.value);
    const wanted = choice.value === 'picked' ? call.value : typical;
    return wanted === null ? null : { variant: variant.value, call: wanted };
  });
  const otherCall = computed(() => {
    const wanted = callOf(otherSummary.value, choice.value);
    return wanted === null || other.value === null ? null : { variant: other.value, call: wanted };
  });
  const status = signal<RunStatus | null>(null);
  const cursor = signal<Store['cursor']['value']>(null);

  return {
    post: (message) => port.post(message),
    receive: (message) => {
      const known = message as Parameters<typeof client.receive>[0];
      if (client.receive(known)) return;
      if (known.kind === 'status') status.value = known.status;
      else if (known.kind === 'cursor') cursor.value = { uri: known.uri, line: known.line };
    },
    status,
    run: signal(null),
    overview,
    sweep: createRemote(client, 'sweep'),
    sequence: createRemote(client, 'sequence'),
    otherSequence: createRemote(client, 'sequence'),
    calls: createRemote(client, 'calls'),
    heatmap: createRemote(client, 'heatmap'),
    map: createRemote(client, 'map'),
    narrative: createRemote(client, 'narrative'),
    view: signal<View>('sequence'),
    axis: signal('compressed'),
    scale: signal(null),
    legend: signal(false),
    variant,
    other,
    procedure,
    choice,
    call,
    failedOnly: signal(false),
    failedAt: signal(0),
    pinned: signal(null),
    hovered: signal(null),
    focused: { main: signal(null), other: signal(null) },
    cursor,
    measure: signal('time'),
    grouping: signal('site'),
    columns: signal('calls'),
    columnsFrom: signal(null),
    opening: signal(null),
    metric: signal('latency'),
    asTable: signal(false),
    shownVariant,
    otherVariant,
    summary,
    otherSummary,
    shownCall,
    otherCall,
    reveal: (at) => port.post({ kind: 'reveal', at }),
  };
}
