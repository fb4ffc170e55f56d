import type { FileSource } from './language.ts';
import type { Style } from './style.ts';

/** What a process gives the command line. */
export interface CliHost {
  readonly files: FileSource;
  readonly version: string;
  readonly style: Style;
  out(text: string): void;
  err(text: string): void;
  /** Milliseconds since some instant; read for `--timing` only. */
  now(): number;
}

/** 0: fine. 1: the scenario did not go as expected. 2: bad input. */
export type ExitCode = 0 | 1 | 2;
