import { profilesOf } from '../scope/assumptions.ts';
import type { ImportGraph } from '../scope/imports.ts';
import { importCycle, importNotFound, nothingAssumed } from './messages/names.ts';
import type { Rule } from './subject.ts';

/** Imports that lead nowhere, imports that lead back, and files that supply nothing. */
export function importRule(graph: ImportGraph): Rule {
  return ({ document, model, report }) => {
    for (const statement of model.imports) {
      const where = { node: statement, property: 'path' };
      const target = graph.target(document, statement);
      if (statement.path && !target) report(importNotFound(statement.path), where);
      if (statement.kind === 'assume' && target && profilesOf(target).length === 0)
        report(nothingAssumed(statement.path), where);
      const way = graph.cycle(document, statement);
      if (way) {
        const related = way
          .slice(0, -1)
          .map((file) => ({ where: { node: file.parseResult.value }, text: 'The circle goes through this file.' }));
        report(importCycle(statement.path), where, related);
      }
    }
  };
}
