import type { FactBasis, PublishedFact } from '../../sim/published.ts';

/** Facts from which facts follow are followed this far. */
const DEEPEST = 10;

/** The published facts that `@published` and `from` may name. Hosts hand in the text; it is read when it is first needed. */
export class FactBook {
  private text = '[]';
  private known: ReadonlyMap<string, PublishedFact> | null = null;

  /** @param text a JSON list of facts. Throws, at the first look into it, if it is none. */
  load(text: string): void {
    this.text = text;
    this.known = null;
  }

  get(id: string): PublishedFact | undefined {
    return this.all.get(id);
  }

  /** All facts by id, in the order of the file. */
  get all(): ReadonlyMap<string, PublishedFact> {
    this.known ??= new Map(readFacts(this.text).map((fact) => [fact.id, fact]));
    return this.known;
  }

  /** The fact with those that it follows from. */
  basisOf(id: string, depth = 0): FactBasis {
    const derivedFrom = depth < DEEPEST ? (this.get(id)?.derivedFrom ?? []) : [];
    return { id, derivedFrom: derivedFrom.map((each) => this.basisOf(each, depth + 1)) };
  }
}

function readFacts(text: string): PublishedFact[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new Error('The published facts are not a list.');
  return list.map(readFact);
}

function readFact(entry: unknown): PublishedFact {
  const { value, evidence, derivedFrom } = fields(entry);
  const text = (name: string): string => {
    const found = fields(entry)[name];
    if (typeof found !== 'string') throw new Error(`A published fact has no "${name}": ${JSON.stringify(entry)}.`);
    return found;
  };
  return {
    id: text('id'),
    system: text('system'),
    quantity: text('quantity'),
    value: typeof value === 'number' ? value : text('value'),
    unit: text('unit'),
    conditions: text('conditions'),
    source: text('source'),
    evidence: evidence === 'read' ? 'read' : 'memory',
    derivedFrom: Array.isArray(derivedFrom) ? derivedFrom.map(String) : [],
  };
}

function fields(entry: unknown): Readonly<Record<string, unknown>> {
  if (typeof entry !== 'object' || entry === null) throw new Error('A published fact is not an object.');
  return { ...entry };
}
