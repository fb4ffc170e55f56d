import type { OutcomeId } from '../../sim/spec/ids.ts';
import type { StepNode } from '../../sim/spec/path.ts';
import type { OutcomeSpec } from '../../sim/spec/run.ts';
import type { Site } from '../../sim/spec/site.ts';
import type { Outcome, Verb } from '../generated/ast.ts';
import { type CheckOfStep, checksOf } from '../model/checks.ts';
import { type SiteTable, systemSite } from './tables.ts';
import type { World } from './world.ts';

/** The outcome of a check of a place that the language gives no other. */
const BAD_PLACE = 'badPlace';
/** Outcomes by which the machine itself ends disturbed calls. */
const ENDINGS = ['callFailed', 'callAborted', 'bindFailed'];
/** Checks that find out that the server's domain has ended. */
const OF_BINDING: ReadonlySet<string> = new Set(['binding', 'descriptor']);

/** What the compilation of paths has to know about the faults of a scenario. */
export class FaultWords {
  /** The scenario has disturbances: checks may fail, handlers may run. */
  readonly disturbed: boolean;
  readonly #words: ReadonlyMap<string, Outcome>;
  readonly #world: World;
  #reaches = false;

  /** @param words the outcomes that the scenario's file sees, by name */
  constructor(disturbed: boolean, words: ReadonlyMap<string, Outcome>, world: World) {
    this.disturbed = disturbed;
    this.#words = words;
    this.#world = world;
    if (disturbed) this.#needEndings();
  }

  /** Calls may end by what no step says, or go on as orphans. */
  get reach(): boolean {
    return this.disturbed || this.#reaches;
  }

  /** The path has a time limit, or leads to another machine. */
  noteReach(): void {
    this.#reaches = true;
  }

  #needEndings(): void {
    for (const name of ENDINGS) this.#known(name);
  }

  #known(name: string): OutcomeId {
    const word = this.#words.get(name);
    if (word === undefined) throw new Error(`defect: the library has no outcome "${name}"`);
    return this.#world.outcome(word);
  }

  /** How a call may end at a step. */
  checks(verb: Verb): Pick<StepNode, 'outcomes' | 'revoked'> {
    if (!this.disturbed) return {};
    const checks = checksOf(verb);
    if (checks.length === 0) return {};
    const outcomes = [...new Set(checks.flatMap((check) => this.outcomeOf(check) ?? []))];
    const isOfBinding = verb.$type === 'Validate' && checks.some(({ name }) => OF_BINDING.has(name));
    return isOfBinding ? { outcomes, revoked: this.#known('revoked') } : { outcomes };
  }

  outcomeOf({ outcome, isPlace }: CheckOfStep): OutcomeId | null {
    if (outcome !== undefined) return this.#world.outcome(outcome);
    return isPlace ? this.#known(BAD_PLACE) : null;
  }

  /** The outcomes of the run, with the rows by which calls end so, where such rows can be. */
  outcomes(sites: SiteTable): OutcomeSpec[] {
    const all = this.#world.outcomes();
    if (!this.reach) return all;
    return all.map((outcome) => ({ ...outcome, site: sites.id(`ends with ${outcome.name}`, () => ending(outcome)) }));
  }
}

function ending({ name }: OutcomeSpec): Site {
  return systemSite({ kind: 'outcome', verb: 'raise', text: `end the call with ${name}`, role: 'kernel', off: false });
}
