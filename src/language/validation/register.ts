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
import { importRule } from './imports.ts';
import { checkMechanisms } from './mechanisms.ts';
import { checkNumbers } from './numbers.ts';
import { checkProfiles } from './profiles.ts';
import { reportTo } from './report.ts';
import { checkScenarios } from './scenarios.ts';
import { type Rule, subjectOf } from './subject.ts';
import { checkUnusedMembers } from './unused.ts';

/** Makes the language's rules run on every file that is validated. */
export function registerValidation(services: IpcServices): void {
  const graph = services.shared.ipc.Imports;
  const rules: readonly Rule[] = [
    importRule(graph),
    checkDuplicates,
    checkDimensions,
    checkBindings,
    checkStatements,
    checkArguments,
    checkNumbers,
    checkCircles,
    checkScenarios,
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
    const document = model.$document;
    const subject = subjectOf(model, report, document ? graph.closure(document) : [], libraryOf(services));
    for (const rule of rules) {
      // A rule is quick, but a large file has many: typing on must be able to stop the rest.
      await interruptAndCheck(cancel);
      rule(subject);
    }
  };
  services.validation.ValidationRegistry.register<IpcAstType>({ Model: checkModel });
}

function libraryOf(services: IpcServices): LangiumDocument[] {
  return [...services.shared.ipc.Library.uris].flatMap(
    (uri) => services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri)) ?? [],
  );
}
