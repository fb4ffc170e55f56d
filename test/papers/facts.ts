import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A published fact: where it was read, and whether the source itself was seen (`read`) or not (`memory`). */
export interface Fact {
  readonly id: string;
  readonly system: string;
  readonly quantity: string;
  readonly value: number | string | readonly number[];
  readonly unit: string;
  readonly source: string;
  readonly evidence: 'read' | 'memory';
}

const file = path.resolve(import.meta.dirname, '../../media/library/facts.json');

/** All facts by id. */
export function loadFacts(): ReadonlyMap<string, Fact> {
  const facts = JSON.parse(readFileSync(file, 'utf8')) as readonly Fact[];
  return new Map(facts.map((fact) => [fact.id, fact]));
}

/** The number that a fact gives; it must be one. */
export function published(facts: ReadonlyMap<string, Fact>, id: string): number {
  const value = facts.get(id)?.value;
  if (typeof value !== 'number') throw new Error(`no published number '${id}'`);
  return value;
}
