import { isSweepMetric, SWEEP_METRICS, type SweepMetric } from '../analysis/sweep-metrics.ts';
import { formatCount } from '../base/format.ts';

/** What the command line asks for. */
export type Command =
  | { readonly do: 'help' }
  | { readonly do: 'version' }
  | { readonly do: 'check'; readonly files: readonly string[]; readonly json: boolean }
  | {
      readonly do: 'run';
      readonly file: string;
      /** Null: every scenario of the file. */
      readonly scenario: string | null;
      /** The mechanisms for all bindings, with settings, one run each; null: as the file says. */
      readonly via: string | null;
      /** A file whose profiles supply missing prices; null: none. */
      readonly assume: string | null;
      /** What is printed. */
      readonly form: 'tables' | 'json' | 'csv';
      /** Which figure the tables of a sweep show. */
      readonly metric: SweepMetric;
      /** Which call is shown step by step, by its number over its binding; null: the most telling one. */
      readonly call: number | null;
      /** Steps that one run may record; null: as many as without it. */
      readonly maxRows: number | null;
      readonly timing: boolean;
    }
  | { readonly do: 'papers'; readonly files: readonly string[]; readonly form: 'text' | 'json' | 'markdown' }
  | { readonly do: 'mechanisms'; readonly name: string | null; readonly json: boolean }
  /** The command line makes no sense; the message says what would. */
  | { readonly do: 'fail'; readonly message: string };

const WITH_VALUE = ['--scenario', '--via', '--metric', '--assume', '--call', '--max-rows'] as const;
const WITHOUT_VALUE = ['--json', '--csv', '--markdown', '--timing', '--help', '-h', '--version'] as const;

/** As the setting ipc.run.maxRows: a step takes 40 bytes. */
const MOST_ROWS = 100_000_000;

/** Those of them whose value is no name. */
const NUMBERS: ReadonlySet<string> = new Set(['--call', '--max-rows']);

interface Scan {
  readonly words: readonly string[];
  readonly values: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
}

/** Reads the arguments after the program's name. */
export function parseArguments(argv: readonly string[]): Command {
  const scanned = scan(argv);
  if (typeof scanned === 'string') return fail(scanned);
  const { words, flags, values } = scanned;
  if (flags.has('--help') || flags.has('-h')) return { do: 'help' };
  if (flags.has('--version')) return { do: 'version' };
  const [command, ...files] = words;
  if (command === undefined) return fail('Say what to do: check FILE…, run FILE, papers, or --help.');
  if (command === 'check') return check(files, [...flags, ...values.keys()]);
  if (command === 'run') return run(files, scanned);
  if (command === 'papers') return papers(files, scanned);
  if (command === 'mechanisms') return mechanisms(files, scanned);
  return fail(`There is no command "${command}"; there are check, run, papers and mechanisms.`);
}

function scan(argv: readonly string[]): Scan | string {
  const words: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, string>();
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    const [name = '', inline] = splitOption(word);
    if (word === '--') return { words: [...words, ...argv.slice(i + 1)], flags, values };
    if (!word.startsWith('-') || word === '-') words.push(word);
    else if (contains(WITHOUT_VALUE, name) && inline === undefined) flags.add(name);
    else if (contains(WITH_VALUE, name)) {
      const value = inline ?? argv[++i];
      if (value === undefined || value === '')
        return `${name} needs ${NUMBERS.has(name) ? 'a number' : 'a name'} after it.`;
      if (values.has(name)) return `${name} is given twice.`;
      values.set(name, value);
    } else return `There is no option "${name}"; --help lists those that exist.`;
  }
  return { words, flags, values };
}

function splitOption(word: string): readonly (string | undefined)[] {
  const equals = word.indexOf('=');
  return equals < 0 || !word.startsWith('--') ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

function contains(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

function check(files: readonly string[], options: readonly string[]): Command {
  const other = options.find((option) => option !== '--json');
  if (other !== undefined) return fail(`check does not take ${other}.`);
  if (files.length === 0) return fail('check needs at least one file.');
  return { do: 'check', files, json: options.length > 0 };
}

function run(files: readonly string[], { flags, values }: Scan): Command {
  if (flags.has('--markdown')) return fail('run does not take --markdown.');
  const [file, second] = files;
  if (file === undefined) return fail('run needs a file.');
  if (second !== undefined) return fail(`run takes one file; "${second}" is a second one.`);
  if (flags.has('--json') && flags.has('--csv')) return fail('Say --json or --csv, not both.');
  if (flags.has('--csv') && flags.has('--timing')) return fail('--csv prints no times of its own; leave --timing out.');
  const call = values.get('--call') ?? null;
  if (call !== null && !isNumber(call)) return fail(`--call takes the number of a call, from 1; "${call}" is none.`);
  if (call !== null && (flags.has('--json') || flags.has('--csv')))
    return fail('--call chooses the steps of the tables; --json and --csv print none.');
  const maxRows = values.get('--max-rows') ?? null;
  if (maxRows !== null && (!isNumber(maxRows) || Number(maxRows) > MOST_ROWS))
    return fail(`--max-rows takes a number of steps, from 1 to ${formatCount(MOST_ROWS)}; "${maxRows}" is none.`);
  const metric = values.get('--metric') ?? 'latency';
  if (!isSweepMetric(metric)) return fail(`There is no metric "${metric}"; there are ${SWEEP_METRICS.join(', ')}.`);
  return {
    do: 'run',
    file,
    scenario: values.get('--scenario') ?? null,
    via: values.get('--via') ?? null,
    assume: values.get('--assume') ?? null,
    form: flags.has('--json') ? 'json' : flags.has('--csv') ? 'csv' : 'tables',
    metric,
    call: call === null ? null : Number(call),
    maxRows: maxRows === null ? null : Number(maxRows),
    timing: flags.has('--timing'),
  };
}

function isNumber(text: string): boolean {
  return /^[1-9][0-9]{0,8}$/.test(text);
}

function papers(files: readonly string[], { flags, values }: Scan): Command {
  const [other] = [...flags, ...values.keys()].filter((option) => option !== '--json' && option !== '--markdown');
  if (other !== undefined) return fail(`papers does not take ${other}.`);
  if (flags.size > 1) return fail('papers prints one form: --json or --markdown.');
  return { do: 'papers', files, form: flags.has('--json') ? 'json' : flags.has('--markdown') ? 'markdown' : 'text' };
}

function mechanisms([name, second]: readonly string[], { flags, values }: Scan): Command {
  const [other] = [...flags, ...values.keys()].filter((option) => option !== '--json');
  if (other !== undefined) return fail(`mechanisms does not take ${other}.`);
  if (second !== undefined) return fail(`mechanisms takes one name; "${second}" is a second one.`);
  return { do: 'mechanisms', name: name ?? null, json: flags.has('--json') };
}

function fail(message: string): Command {
  return { do: 'fail', message };
}
