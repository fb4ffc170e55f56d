/** Questions to the host: each gets one answer, or is given up by the one who asked. */
import type { ResultQueries, ResultQuery, ToHost, ToView } from '../../../src/protocol/result.ts';

export interface Question<T> {
  readonly answer: Promise<T>;
  /** Nobody waits any more: the host may stop, a late answer is dropped, and the promise stays open. */
  forget(): void;
}

export interface Client {
  ask<Q extends ResultQuery>(query: Q, params: ResultQueries[Q]['params']): Question<ResultQueries[Q]['result']>;
  /** Hands an answer to who waits for it; false if the message is no answer. */
  receive(message: ToView): boolean;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

export function createClient(post: (message: ToHost) => void): Client {
  const waiting = new Map<number, Waiting>();
  let last = 0;

  function ask<Q extends ResultQuery>(
    query: Q,
    params: ResultQueries[Q]['params'],
  ): Question<ResultQueries[Q]['result']> {
    last += 1;
    const id = last;
    const answer = new Promise<ResultQueries[Q]['result']>((resolve, reject) => {
      // The host answers with the result that belongs to the query: the protocol's types say which.
      waiting.set(id, { resolve: (result) => resolve(result as ResultQueries[Q]['result']), reject });
    });
    post({ kind: 'request', id, query, params } as ToHost);
    const forget = (): void => {
      if (waiting.delete(id)) post({ kind: 'giveUp', id });
    };
    return { answer, forget };
  }

  function receive(message: ToView): boolean {
    if (message.kind !== 'reply' && message.kind !== 'failure') return false;
    const entry = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'reply') entry?.resolve(message.result);
    else entry?.reject(new Error(message.message));
    return true;
  }

  return { ask, receive };
}
