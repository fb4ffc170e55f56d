/** The panel as a whole: what state the run is in decides what is shown. */
import type { JSX } from 'preact';
import { formatSwept } from '../../src/analysis/sweep-values.ts';
import { Guard } from './base/guard.tsx';
import { visible } from './base/untrusted.ts';
import { Waiting } from './base/waiting.tsx';
import { Header } from './header/header.tsx';
import { Failed, NoCalls, Running } from './header/states.tsx';
import { Tabs } from './header/tabs.tsx';
import { HeatmapView } from './heatmap/view.tsx';
import { useStore } from './host/context.ts';
import { cancelOpening } from './host/open-value.ts';
import { MapView } from './map/view.tsx';
import { SequenceView } from './sequence/view.tsx';
import { SweepView } from './sweep/view.tsx';
import { TextView } from './text/view.tsx';

export function App(): JSX.Element {
  const store = useStore();
  const status = store.status.value;
  if (status === null) return <main class="panel state">Waiting for the run …</main>;
  if (status.state === 'failed') return <Page content={<Failed message={status.message} />} />;
  if (status.state === 'running') return <Page content={<Running status={status} />} />;
  return <Page content={<Results />} />;
}

function Page({ content }: { content: JSX.Element }): JSX.Element {
  return <main class="panel">{content}</main>;
}

function Results(): JSX.Element {
  const store = useStore();
  const overview = store.overview.latest.value;
  return (
    <>
      <Arriving />
      {overview !== null && <Header overview={overview} />}
      {overview !== null && overview.sweep === null && store.shownCall.value === null && (
        <NoCalls overview={overview} />
      )}
      {overview !== null && (overview.sweep !== null || store.shownCall.value !== null) && (
        <>
          <Tabs />
          <TabPanel />
        </>
      )}
    </>
  );
}

/** What is on its way: the results, or the runs of another value of a sweep. */
function Arriving(): JSX.Element {
  const store = useStore();
  const opening = store.opening.value;
  const sweep = store.overview.latest.value?.sweep ?? null;
  if (opening === null || sweep === null) return <Waiting remote={store.overview} what="the results" />;
  const at = formatSwept(sweep.values[opening.value] ?? 0, sweep.unit);
  const remote = {
    answer: store.overview.answer,
    again: () => store.overview.again(),
    giveUp: () => cancelOpening(store),
  };
  return <Waiting remote={remote} what={`the runs at ${visible(sweep.parameter, 60)} = ${at}`} />;
}

/** A call of the run that is shown; at some values of a sweep there is none. */
function CallView(): JSX.Element {
  const store = useStore();
  const overview = store.overview.latest.value;
  const isEmpty = store.shownCall.value === null || (store.view.value === 'heatmap' && store.summary.value === null);
  if (overview !== null && isEmpty) return <NoCalls overview={overview} />;
  switch (store.view.value) {
    case 'heatmap':
      return <HeatmapView />;
    case 'map':
      return <MapView />;
    case 'text':
      return <TextView />;
    default:
      return <SequenceView />;
  }
}

function TabPanel(): JSX.Element {
  const { view, post } = useStore();
  return (
    <div class="view" role="tabpanel" id={`view-${view.value}`} aria-labelledby={`tab-${view.value}`}>
      <Guard key={view.value} report={(message) => post({ kind: 'log', message })}>
        {view.value === 'sweep' ? <SweepView /> : <CallView />}
      </Guard>
    </div>
  );
}
