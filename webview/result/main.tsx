/** Entry of the result panel: builds the page inside the element that the host has put there. */
import { render } from 'preact';
import { App } from './app.tsx';
import { StoreProvider } from './host/context.ts';
import { connect } from './host/effects.ts';
import { connectToVsCode } from './host/port.ts';
import { createStore } from './host/store.ts';
import './styles/theme.css';
import './styles/frame.css';
import './styles/sequence.css';
import './styles/details.css';
import './styles/views.css';
import './styles/sweep.css';

const root = document.getElementById('root');
if (root === null) throw new Error('defect: the page has no root element');
const port = connectToVsCode();
const store = createStore(port);
window.addEventListener('message', (event: MessageEvent<unknown>) => store.receive(event.data));
window.addEventListener('error', (event) =>
  port.post({ kind: 'log', message: `${event.message} (${event.lineno}:${event.colno})` }),
);
window.addEventListener('unhandledrejection', (event) => port.post({ kind: 'log', message: String(event.reason) }));
connect(store, port);
render(
  <StoreProvider value={store}>
    <App />
  </StoreProvider>,
  root,
);
port.post({ kind: 'ready' });
