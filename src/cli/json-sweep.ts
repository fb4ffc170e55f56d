/** A sweep in the object that `run --json` prints. */
import { crossovers } from '../analysis/crossovers.ts';
import type { SweepResult } from '../analysis/sweep.ts';
import type { SweepCell, SweepModel, SweptCall } from '../analysis/sweep-models.ts';
import { baseUnit, formatSwept } from '../analysis/sweep-values.ts';
import { problemObject } from './json-problem.ts';

/** Values in base units; cells by value, then by variant; `crossovers` of the mean latency. */
export function sweepObject({ model, expectations, problems }: SweepResult, place: (uri: string) => string): object {
  const { scenario, parameter, unit, values, columns, procedures, notes } = model;
  return {
    name: scenario,
    parameter,
    unit: baseUnit(unit),
    variants: columns,
    procedures,
    values: values.map((value, row) => ({
      value,
      text: formatSwept(value, unit),
      cells: columns.map((variant, column) => cellObject(variant, model.cells[row]?.[column] ?? null)),
    })),
    crossovers: procedures.flatMap((procedure, index) => crossoverObjects(model, procedure, index)),
    notes: notes.map(({ variant, text, missing }) => ({ variant, text, missing })),
    assumptions: model.assumptions,
    unverified: model.unverified,
    expectations: expectations.map(({ text, variant, passed, actual }) => ({ text, variant, passed, actual })),
    problems: problems.map((problem) => problemObject(problem, place)),
  };
}

function cellObject(variant: string, cell: SweepCell | null): object {
  return {
    variant,
    note: cell?.note ?? null,
    assumed: cell?.assumed ?? false,
    unverified: cell?.unverified ?? false,
    simulatedTime: cell?.simulatedTime ?? null,
    calls: (cell?.calls ?? []).map((call) => call && callObject(call)),
  };
}

function callObject({ count, failed, latency, throughput, perCall, note }: SweptCall): object {
  return { count, failed, note, latency, throughput, perCall };
}

function crossoverObjects(model: SweepModel, procedure: string, index: number): readonly object[] {
  return crossovers(model, index, 'latency').map(({ larger, smaller, at, figure, between }) => ({
    procedure,
    larger: model.columns[larger],
    smaller: model.columns[smaller],
    at,
    latency: figure,
    between: between.map((value) => model.values[value]),
  }));
}
