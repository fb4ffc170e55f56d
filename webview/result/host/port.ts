/** What the view needs of the program around it. */
import type { ResultViewState, ToHost } from '../../../src/protocol/result.ts';

export interface HostPort {
  post(message: ToHost): void;
  /** What was kept when the view was last shown, unchecked. */
  restore(): unknown;
  keep(state: ResultViewState): void;
}

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** May be called once in the life of a page. */
export function connectToVsCode(): HostPort {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    restore: () => api.getState(),
    keep: (state) => api.setState(state),
  };
}
