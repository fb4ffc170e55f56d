/** The command line without its process: arguments in, text and an exit code out. */
import { assertNever } from '../base/assert.ts';
import { parseArguments } from './arguments.ts';
import { check } from './check.ts';
import { HELP } from './help.ts';
import type { CliHost, ExitCode } from './host.ts';
import { mechanisms } from './mechanisms.ts';
import { papers } from './papers.ts';
import { plain } from './plain.ts';
import { run } from './run.ts';

/** Does what the arguments say. */
export async function runCli(argv: readonly string[], host: CliHost): Promise<ExitCode> {
  const command = parseArguments(argv);
  switch (command.do) {
    case 'help':
      host.out(HELP);
      return 0;
    case 'version':
      host.out(`${host.version}\n`);
      return 0;
    case 'check':
      return check(command, host);
    case 'run':
      return run(command, host);
    case 'papers':
      return papers(command, host);
    case 'mechanisms':
      return mechanisms(command, host);
    case 'fail':
      host.err(`ipc-tracer: ${plain(command.message)}\n`);
      return 2;
    default:
      return assertNever(command);
  }
}
