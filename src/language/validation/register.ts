import { interruptAndCheck, type LangiumDocument, URI, type ValidationAcceptor } from 'langium';
import type { IpcAstType, Model } from '../generated/ast.ts';
import type { IpcServices } from '../module.ts';
import { checkArguments } from './arguments.ts';
import { checkBindings } from './bindings.ts';
import { checkStatements } from './calls.ts';
import { checkCarriages } from './carriages.ts';
import { checkCircles } from './circles.ts';
import { checkDimensions } from './dimensions.ts';
import { checkDuplicates } from './duplicates.ts';
import { checkExpectations } from './expectations.ts';
import { checkFaults } from './faults.ts';
import { importRule } from './imports.ts';
import { checkMechanisms } from './mechanisms.ts';
import { checkNumbers } from './numbers.ts';
import { checkOptions } from './options.ts';
import { checkProfiles } from './profiles.ts';
import { publishedRule } from './published.ts';
import { type Report, reportTo } from './report.ts';
import { checkScenarios } from './scenarios.ts';
import { type Rule, type Subject, subjectOf } from './subject.ts';
import { checkSweeps } from './sweeps.ts';
import { checkThreads } from './threads.ts';
import { checkUnusedMembers } from './unused.ts';

/** Makes the language's rules run on every file that is validated. */
export function registerValidation(services: IpcServices): void {
  const rules: readonly Rule[] = [
    importRule(services.shared.ipc.Imports),
    publishedRule(services.shared.ipc.Facts),
    checkDuplicates,
    checkDimensions,
    checkBindings,
    checkStatements,
    checkOptions,
    checkArguments,
    checkNumbers,
    checkCircles,
    checkScenarios,
    checkThreads,
    checkSweeps,
    checkFaults,
    checkExpectations,
    checkCarriages,
    checkProfiles,
    checkMechanisms,
    checkUnusedMembers,
  ];
  const checkModel = async (
    model: Model,
    accept: ValidationAcceptor,
    cancel: Parameters<typeof interruptAndCheck>[0],
  ): Promise<void> => {
    const report = reportTo(accept, (node) => services.workspace.AstNodeLocator.getAstNodePath(node));
    const subject = subjectFor(services, model, report);
    for (const rule of rules) {
      // A rule is quick, but a large file has many: typing on must be able to stop the rest.
      await interruptAndCheck(cancel);
      rule(subject);
    }
  };
  services.validation.ValidationRegistry.register<IpcAstType>({ Model: checkModel });
}

/** A file with everything that its rules and fixes look at. */
export function subjectFor(services: IpcServices, model: Model, report: Report): Subject {
  const imported = model.$document ? services.shared.ipc.Imports.closure(model.$document) : [];
  const assumed = model.$document ? services.shared.ipc.Assumptions.of(model.$document) : [];
  return subjectOf(model, report, imported, libraryOf(services), assumed);
}

function libraryOf(services: IpcServices): LangiumDocument[] {
  return [...services.shared.ipc.Library.uris].flatMap(
    (uri) => services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri)) ?? [],
  );
}
