/** The statements of all bodies of a spec, also those inside others. */
import type { PathNode } from '../../../src/sim/spec/path.ts';
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import type { Statement } from '../../../src/sim/spec/statements.ts';
import { allNodes } from './calls.ts';

export function allStatements({ paths, threads, bindings }: RunSpec): Statement[] {
  const nodes: PathNode[] = [...paths.flatMap(({ steps }) => [...steps]), ...bindings.flatMap(({ bind }) => [...bind])];
  const hops = [...allNodes(nodes)].flatMap((node) => (node.node === 'procedure' ? (node.body ?? []) : []));
  return [...paths, ...threads, { body: hops }].flatMap(({ body }) => [...within(body)]);
}

function* within(body: readonly Statement[]): Iterable<Statement> {
  for (const statement of body) {
    yield statement;
    if ('body' in statement) yield* within(statement.body);
    if (statement.do === 'chance') yield* within([...statement.then, ...statement.otherwise]);
    if (statement.do === 'try') for (const { body: handler } of statement.catches) yield* within(handler);
  }
}
