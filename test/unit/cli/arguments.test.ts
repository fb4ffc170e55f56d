import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../src/cli/arguments.ts';

const RUN = {
  do: 'run',
  file: 'a.ipc',
  scenario: null,
  via: null,
  assume: null,
  form: 'tables',
  metric: 'latency',
  call: null,
  maxRows: null,
  timing: false,
};

describe('arguments', () => {
  it.each([
    ['run a.ipc', RUN],
    [
      'run a.ipc --scenario Tour --via lrpc --json --timing',
      { ...RUN, scenario: 'Tour', via: 'lrpc', form: 'json', timing: true },
    ],
    ['run --json --scenario=Tour a.ipc', { ...RUN, scenario: 'Tour', form: 'json' }],
    ['run a.ipc --csv --metric throughput', { ...RUN, form: 'csv', metric: 'throughput' }],
    ['run a.ipc --call 12', { ...RUN, call: 12 }],
    ['run -- --odd.ipc', { ...RUN, file: '--odd.ipc' }],
    ['run a.ipc --max-rows=5000', { ...RUN, maxRows: 5000 }],
    ['check a.ipc b.ipc', { do: 'check', files: ['a.ipc', 'b.ipc'], json: false }],
    ['check --json a.ipc', { do: 'check', files: ['a.ipc'], json: true }],
    ['--help', { do: 'help' }],
    ['run -h', { do: 'help' }],
    ['--version', { do: 'version' }],
  ])('%s', (line, command) => expect(parseArguments(line.split(' '))).toEqual(command));

  it.each([
    ['', 'Say what to do'],
    ['draw a.ipc', '"draw"'],
    ['run', 'needs a file'],
    ['run a.ipc b.ipc', '"b.ipc"'],
    ['run a.ipc --scenario', '--scenario needs a name'],
    ['run a.ipc --via=', '--via needs a name'],
    ['run a.ipc --via lrpc --via rpc', '--via is given twice'],
    ['run a.ipc --colour', '"--colour"'],
    ['run a.ipc --json=yes', '"--json"'],
    ['run a.ipc --json --csv', 'not both'],
    ['run a.ipc --call', '--call needs a number'],
    ['run a.ipc --call 0', 'from 1'],
    ['run a.ipc --max-rows 100_000', 'a number of steps'],
    ['run a.ipc --max-rows 100000001', 'to 100,000,000'],
    ['run a.ipc --call first', 'from 1'],
    ['run a.ipc --call 2 --json', '--json and --csv print none'],
    ['run a.ipc --csv --timing', 'leave --timing out'],
    ['run a.ipc --metric beauty', 'no metric "beauty"; there are latency'],
    ['check', 'at least one file'],
    ['check a.ipc --csv', 'check does not take --csv'],
  ])('refuses: %s', (line, part) => {
    const command = parseArguments(line.split(' ').filter((word) => word !== ''));
    expect(command.do === 'fail' ? command.message : '').toContain(part);
  });
});
