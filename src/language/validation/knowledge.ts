import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import type { Mechanism } from '../generated/ast.ts';
import { type EffectiveMechanism, effectiveMechanism } from '../model/mechanism.ts';
import { lineage } from '../scope/members.ts';

/** What several rules need and should be worked out once for each file. */
export interface Knowledge {
  /** A mechanism with what it inherits; undefined if a text that it stands in has syntax errors, or it is too large. */
  readonly mechanism: (node: Mechanism | undefined) => EffectiveMechanism | undefined;
  /** Steps that may still be walked over: the ways through many mechanisms are too many to follow all. */
  readonly budget: { steps: number };
  /** The value for a node, made at the first question. */
  readonly once: <T>(node: AstNode, make: () => readonly T[]) => readonly T[];
}

/** Mechanisms that inherit over more steps than this, or have more edits, are not looked into. */
const LONGEST_CHAIN = 30;
const MOST_EDITS = 500;
/** Steps walked over in one file: about a second. */
const MOST_STEPS = 2_000_000;

export function knowledge(): Knowledge {
  const mechanisms = new Map<Mechanism, EffectiveMechanism | undefined>();
  const values = new Map<AstNode, readonly unknown[]>();
  return {
    budget: { steps: MOST_STEPS },
    mechanism: (node) => {
      if (node && !mechanisms.has(node)) mechanisms.set(node, soundMechanism(node));
      return node && mechanisms.get(node);
    },
    once: <T>(node: AstNode, make: () => readonly T[]) => {
      const known = values.get(node) ?? make();
      values.set(node, known);
      return known as readonly T[];
    },
  };
}

function soundMechanism(node: Mechanism): EffectiveMechanism | undefined {
  const chain = lineage(node);
  const isSound =
    chain.length <= LONGEST_CHAIN && chain.every((mechanism) => parsedWell(AstUtils.getDocument(mechanism)));
  if (!isSound || chain.some((mechanism) => mechanism.parent && !mechanism.parent.ref)) return undefined;
  const effective = effectiveMechanism(node);
  return effective.edits.length > MOST_EDITS ? undefined : effective;
}

/** Without syntax errors every node has its mandatory parts. */
export function parsedWell(document: LangiumDocument): boolean {
  return document.parseResult.lexerErrors.length === 0 && document.parseResult.parserErrors.length === 0;
}
