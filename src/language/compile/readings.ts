import type { AstNode, LangiumDocument } from 'langium';
import type { Avoidance } from '../../sim/spec/site.ts';
import { docText } from '../documentation.ts';
import type { Link, Mechanism, Model, Outcome, Profile } from '../generated/ast.ts';
import { mechanismParagraphs, mechanismText } from '../mechanism-text.ts';
import { type EffectiveMechanism, effectiveMechanism } from '../model/mechanism.ts';
import type { PriceKey } from '../model/prices.ts';
import type { IpcServices } from '../module.ts';
import { type CompiledPrice, priceOf } from './costs.ts';
import { rangeOf, written } from './source.ts';

/**
 * What the text says by itself, whatever the mechanism and the swept value of a run: read once for all runs of a scenario.
 */
export class Readings {
  /** Outcomes that the scenario's file sees, by name, the nearest of a name. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Links of the file and of what it imports. */
  readonly links: readonly Link[];
  readonly #services: IpcServices;
  readonly #avoidances: ReadonlyMap<string, readonly Avoidance[]>;
  readonly #assumed: readonly Profile[];
  readonly #prices = new Map<Profile, Map<string, CompiledPrice>>();
  readonly #about = new Map<Mechanism, readonly string[]>();
  readonly #effective = new Map<Mechanism, EffectiveMechanism>();
  readonly #comments = new Map<AstNode, string | null>();
  readonly #written = new Map<AstNode, string>();

  /** @param visible what the scenario's file sees: itself, its imports, the library */
  constructor(services: IpcServices, document: LangiumDocument, visible: readonly Model[]) {
    this.#services = services;
    this.#assumed = services.shared.ipc.Assumptions.of(document);
    this.#avoidances = avoidancesIn(visible, (node) => this.comment(node));
    this.outcomes = outcomesIn(visible);
    this.links = visible.flatMap(({ elements }) => elements.filter((element) => element.$type === 'Link'));
  }

  /** The comment above a node, as plain text. */
  comment(node: AstNode): string | null {
    return kept(this.#comments, node, () => docText(this.#commentOf(node)) ?? null);
  }

  /** The node as written, spaces made single. */
  written(node: AstNode): string {
    return kept(this.#written, node, () => written(node));
  }

  /** What a mechanism is and how its calls may end, in paragraphs for people. */
  about(mechanism: Mechanism): readonly string[] {
    const text = () => mechanismText(mechanism, (node) => this.#commentOf(node));
    return kept(this.#about, mechanism, () => mechanismParagraphs(text()));
  }

  effective(mechanism: Mechanism): EffectiveMechanism {
    return kept(this.#effective, mechanism, () => effectiveMechanism(mechanism));
  }

  /** Mechanisms that say that they avoid a step with this label. */
  avoided(chain: readonly Mechanism[], label: string | null): readonly Avoidance[] {
    if (label === null) return [];
    return chain.flatMap((mechanism) => this.#avoidances.get(`${mechanism.name}.${label}`) ?? []);
  }

  /** The price of a step under a profile, or an assumed one where it has none; free if nobody has. */
  price(profile: Profile, key: PriceKey): CompiledPrice {
    const known = kept(this.#prices, profile, () => new Map<string, CompiledPrice>());
    const { scopes, role, verb, object } = key;
    return kept(known, JSON.stringify([scopes, role, verb, object]), () => priceOf(profile, key, this.#assumed));
  }

  #commentOf(node: AstNode): string | undefined {
    return this.#services.documentation.CommentProvider.getComment(node);
  }
}

function kept<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}

function avoidancesIn(
  models: readonly Model[],
  comment: (node: AstNode) => string | null,
): ReadonlyMap<string, readonly Avoidance[]> {
  const found = new Map<string, Avoidance[]>();
  for (const model of models)
    for (const mechanism of model.elements) {
      if (mechanism.$type !== 'Mechanism') continue;
      for (const member of mechanism.members) {
        if (member.$type !== 'Avoids') continue;
        for (const step of member.steps) {
          const key = `${step.mechanism.$refText}.${step.step.$refText}`;
          const list = kept(found, key, (): Avoidance[] => []);
          list.push({ mechanism: mechanism.name, doc: comment(member), at: rangeOf(member) });
        }
      }
    }
  return found;
}

function outcomesIn(models: readonly Model[]): ReadonlyMap<string, Outcome> {
  const all = models.flatMap((model) => model.elements.filter((element) => element.$type === 'Outcome'));
  return new Map(all.reverse().map((outcome) => [outcome.name, outcome]));
}
