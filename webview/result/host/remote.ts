/** Something that is asked for: its answer, or why there is none yet. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { ResultQueries, ResultQuery } from '../../../src/protocol/result.ts';
import type { Client, Question } from './client.ts';

export type Answer<T> =
  | { readonly state: 'none' }
  | { readonly state: 'asked'; readonly since: number }
  | { readonly state: 'here'; readonly value: T }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'givenUp' };

export interface Remote<P, T> {
  readonly answer: ReadonlySignal<Answer<T>>;
  /** The newest value, kept while the next one is computed. */
  readonly latest: ReadonlySignal<T | null>;
  /** Asks unless this very question is open or answered. */
  ask(params: P): void;
  /** Asks in any case: earlier answers do not hold any more. The newest value stays until the next one is here. */
  renew(params: P): void;
  again(): void;
  giveUp(): void;
  /** Gives the open question up and stays with the newest value, if there is one. */
  stay(): void;
  /** Forgets the answer and what was asked. */
  reset(): void;
}

/** Answers that are kept for questions asked before. */
const KEPT = 40;

export function createRemote<Q extends ResultQuery>(
  client: Client,
  query: Q,
): Remote<ResultQueries[Q]['params'], ResultQueries[Q]['result']> {
  type Params = ResultQueries[Q]['params'];
  type Result = ResultQueries[Q]['result'];
  const answer = signal<Answer<Result>>({ state: 'none' });
  const latest = signal<Result | null>(null);
  const kept = new Map<string, Result>();
  let current: { readonly params: Params; readonly key: string; readonly question: Question<Result> | null } | null =
    null;

  function show(key: string, value: Result): void {
    kept.delete(key);
    kept.set(key, value);
    const oldest = kept.keys().next();
    if (kept.size > KEPT && !oldest.done) kept.delete(oldest.value);
    latest.value = value;
    answer.value = { state: 'here', value };
  }

  function start(params: Params, key: string): void {
    current?.question?.forget();
    const known = kept.get(key);
    if (known !== undefined) {
      current = { params, key, question: null };
      show(key, known);
      return;
    }
    const question = client.ask(query, params);
    const mine = { params, key, question };
    current = mine;
    answer.value = { state: 'asked', since: performance.now() };
    question.answer.then(
      (value) => current === mine && show(key, value),
      (error: unknown) => {
        if (current === mine)
          answer.value = { state: 'failed', message: error instanceof Error ? error.message : String(error) };
      },
    );
  }

  function reset(): void {
    current?.question?.forget();
    current = null;
    kept.clear();
    latest.value = null;
    answer.value = { state: 'none' };
  }

  return {
    answer,
    latest,
    ask: (params) => {
      const key = JSON.stringify(params);
      if (current?.key !== key) start(params, key);
    },
    renew: (params) => {
      kept.clear();
      start(params, JSON.stringify(params));
    },
    again: () => current && start(current.params, current.key),
    giveUp: () => {
      current?.question?.forget();
      answer.value = { state: 'givenUp' };
    },
    stay: () => {
      current?.question?.forget();
      current = null;
      answer.value = latest.value === null ? { state: 'givenUp' } : { state: 'here', value: latest.value };
    },
    reset,
  };
}
