/**
 * The names that the manifest, the commands' users and the code share. A test holds `contributes` in package.json equal to
 * them.
 */

export const languageId = 'ipc';

export const commands = {
  run: 'ipc.run',
  runAgain: 'ipc.runAgain',
  cancel: 'ipc.cancel',
  showResult: 'ipc.showResult',
  openTour: 'ipc.openTour',
  openSample: 'ipc.openSample',
  showLog: 'ipc.showLog',
} as const;

/** Whole keys, as in settings.json. */
export const settings = {
  maxRows: 'ipc.run.maxRows',
  maxTime: 'ipc.run.maxTime',
} as const;

/** For `when` clauses. */
export const contextKeys = {
  /** A simulation is under way. */
  running: 'ipc.running',
  /** A scenario was run in this session. */
  hasRun: 'ipc.hasRun',
} as const;

export const viewTypes = {
  result: 'ipc.result',
} as const;

/** Collections of diagnostics beside the language server's. */
export const diagnosticCollections = {
  run: 'ipc run',
} as const;
