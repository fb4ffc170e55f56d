/** What comes out of a webview is checked here, once. */
import type { ResultViewState, ToHost } from '../protocol/result.ts';
import type { SourceRange } from '../sim/spec/site.ts';
import type { Question } from './simulator.ts';

const queries: Readonly<Record<Question['query'], true>> = {
  overview: true,
  sweep: true,
  sequence: true,
  calls: true,
  heatmap: true,
  map: true,
  narrative: true,
};

/** The message as the protocol has it; undefined for anything else. */
export function messageFromView(value: unknown): ToHost | undefined {
  return isToHost(value) ? value : undefined;
}

function isToHost(value: unknown): value is ToHost {
  if (!isObject(value)) return false;
  switch (value['kind']) {
    case 'ready':
    case 'rerun':
    case 'cancel':
      return true;
    case 'giveUp':
      return Number.isInteger(value['id']);
    case 'request':
      return Number.isInteger(value['id']) && isQuery(value['query']) && isObject(value['params']);
    case 'reveal':
      return isSourceRange(value['at']);
    case 'log':
      return typeof value['message'] === 'string';
    default:
      return false;
  }
}

function isQuery(value: unknown): boolean {
  return typeof value === 'string' && Object.hasOwn(queries, value);
}

function isSourceRange(value: unknown): value is SourceRange {
  if (!isObject(value) || typeof value['uri'] !== 'string') return false;
  return ['line', 'column', 'endLine', 'endColumn'].every(
    (key) => Number.isInteger(value[key]) && Number(value[key]) >= 0,
  );
}

/** The file and scenario that a restored panel belongs to. */
export function stateOfView(value: unknown): Pick<ResultViewState, 'file' | 'scenario'> | undefined {
  if (!isObject(value)) return undefined;
  const { file, scenario } = value;
  return typeof file === 'string' && typeof scenario === 'string' ? { file, scenario } : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
