import type { SiteId } from '../../sim/spec/ids.ts';
import type { Site, StepKind } from '../../sim/spec/site.ts';
import type { Statement } from '../generated/ast.ts';
import type { CompiledPrice } from './costs.ts';
import { rangeOf, written } from './source.ts';
import type { StatementContext } from './statement-context.ts';

/** What is special about the site of a statement. */
export interface StatementTraits {
  readonly text?: string;
  readonly price?: CompiledPrice;
  /** The place that it means. */
  readonly to?: string | null;
}

/** The site of a statement. One that means something else on another path has another one there. */
export function statementSite(
  node: Statement,
  kind: StepKind,
  verb: string,
  { compilation }: StatementContext,
  { text = firstLine(written(node)), price, to = null }: StatementTraits = {},
): SiteId {
  const source = rangeOf(node);
  const where = `statement ${source?.uri ?? ''}#${source?.line ?? 0}:${source?.column ?? 0}`;
  const key = [where, kind, text, to ?? '', JSON.stringify(price?.price ?? 0)].join(' ');
  const site: Site = {
    kind,
    off: false,
    verb,
    label: null,
    text,
    role: 'thread',
    mechanism: null,
    section: 'body',
    part: null,
    from: null,
    to,
    overhead: kind === 'compute' ? 'procedure' : 'none',
    urpc: 'none',
    doc: null,
    source,
    cost: price?.note ?? null,
    avoidedBy: [],
  };
  return compilation.sites.id(key, () => site);
}

function firstLine(text: string): string {
  const brace = text.indexOf('{');
  return brace < 0 ? text : text.slice(0, brace).trim();
}
