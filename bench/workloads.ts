/** What the benchmark runs: specs built by hand, so that the engine is measured alone. */
import type { RunSpec } from '../src/sim/spec/run.ts';
import { bindLrpc, bindRpc } from '../test/support/mechanisms.ts';
import { SpecBuilder, us } from '../test/support/spec.ts';

/** One thread calls a Null procedure over LRPC, again and again. */
export function tightLoop(rows: number): RunSpec {
  const b = new SpecBuilder({ limits: { rows } });
  const client = b.domain('Client');
  const server = b.domain('Server');
  b.place(client);
  const path = bindLrpc(b, [client, server]);
  b.thread(client, [{ do: 'repeat', count: 1e9, body: [b.call(path)] }]);
  return b.build();
}

const DOMAINS = 20;
const BINDINGS = 100;
const THREADS = 1_000;

/** 1,000 threads call over 100 bindings, half LRPC and half message RPC, on 4 processors with a quantum of 1 ms. */
export function manyThreads(rows: number): RunSpec {
  const b = new SpecBuilder({ processors: 4, quantum: us(1_000), dispatch: us(20), restore: us(33), limits: { rows } });
  const clients = Array.from({ length: DOMAINS }, (_, i) => b.domain(`Client ${i}`));
  const servers = Array.from({ length: DOMAINS }, (_, i) => b.domain(`Server ${i}`, { workers: 8 }));
  for (const client of clients.slice(0, 4)) b.place(client);
  const bodies = Array.from({ length: BINDINGS }, (_, i) => {
    const ends = [clients[i % DOMAINS] ?? 0, servers[(i * 7) % DOMAINS] ?? 0] as const;
    const body = [b.compute(us(10))];
    const path = i % 2 === 0 ? bindLrpc(b, ends, { body }) : bindRpc(b, ends, { body });
    const call = b.call(path, 32, 32);
    return [{ do: 'repeat' as const, count: 1e9, body: [call, b.compute(us(25))] }];
  });
  for (let i = 0; i < THREADS; i += 1) b.thread(clients[i % DOMAINS] ?? 0, bodies[i % BINDINGS] ?? []);
  return b.build();
}
