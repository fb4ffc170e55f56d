import type { LangiumDocument } from 'langium';
import { isModel } from '../generated/ast.ts';
import type { IpcServices } from '../module.ts';
import { subjectFor } from '../validation/register.ts';
import type { DiagnosticFacts, Report } from '../validation/report.ts';
import {
  authoriseClient,
  bindDirectly,
  bindForItself,
  createBinding,
  createExport,
  moveServer,
  raisePool,
  removeBinding,
  removeSetting,
  useFittingMechanism,
  useLocal,
} from './bindings.ts';
import type { FixMaker, QuickFix } from './context.ts';
import {
  addProcessors,
  addThreads,
  compareToo,
  completeArguments,
  createLink,
  removeMarked,
  swapEnds,
  useLargest,
  useOne,
  useSuggestion,
} from './declarations.ts';
import { addConstant, addPrices, sayAssumed } from './profiles.ts';

/** How each code is repaired. Codes that are not here need a person's decision. */
const FIXES: Readonly<Record<string, readonly FixMaker[]>> = {
  unknownName: [useSuggestion],
  unknownProcedure: [useSuggestion],
  unknownLabel: [useSuggestion],
  unknownOption: [useSuggestion],
  unknownAnnotation: [useSuggestion],
  unknownFact: [useSuggestion],
  unknownCalibration: [useSuggestion],
  unboundCall: [createBinding],
  notExported: [createExport],
  notAuthorised: [authoriseClient],
  ownDomain: [useLocal],
  needsNotMet: [useFittingMechanism, moveServer],
  noChain: [useFittingMechanism, bindDirectly],
  noLink: [createLink, useFittingMechanism],
  tooLarge: [useFittingMechanism],
  policyNotAvailable: [useFittingMechanism],
  compareUnfit: [useFittingMechanism],
  poolEmpty: [raisePool],
  poolShort: [raisePool],
  duplicateBinding: [removeBinding],
  unusedBinding: [removeBinding],
  duplicateSetting: [removeSetting],
  foreignBinding: [bindForItself],
  argumentCount: [completeArguments],
  argumentTooLarge: [useLargest],
  returnTooLarge: [useLargest],
  returnsNothing: [removeMarked],
  returnOutside: [removeMarked],
  callCycle: [addThreads],
  mayDeadlock: [addThreads],
  tooManyPlaced: [addProcessors],
  noProcessor: [addProcessors],
  notCompared: [compareToo],
  notPositive: [useOne],
  emptyRange: [swapEnds],
  kernelTrap: [removeMarked],
  neverReached: [removeMarked],
  unusedOption: [removeMarked],
  unusedPlace: [removeMarked],
  unusedPart: [removeMarked],
  priceMissing: [addPrices, useFittingMechanism],
  priceUnmatched: [removeMarked],
  duplicatePrice: [removeMarked],
  provenanceMissing: [sayAssumed],
  constantMissing: [addConstant],
};

/** Codes with at least one fix, without `ipc/`; in the order of docs/diagnostics.md. */
export const FIXABLE: readonly string[] = Object.keys(FIXES);

const SILENT: Report = Object.assign(() => undefined, { isFull: () => false });

/**
 * The ways to repair a diagnostic of a document.
 * @param data what the diagnostic carries; anything else than {@link DiagnosticFacts} has no fix.
 */
export function quickFixes(services: IpcServices, document: LangiumDocument, data: unknown): QuickFix[] {
  const model = document.parseResult.value;
  if (!isFacts(data) || !isModel(model)) return [];
  const makers = FIXES[data.code.replace('ipc/', '')] ?? [];
  const node = services.workspace.AstNodeLocator.getAstNode(model, data.path);
  if (!node || makers.length === 0) return [];
  const context = {
    document,
    node,
    facts: data.facts,
    subject: subjectFor(services, model, SILENT),
    isOwn: (other: LangiumDocument) => !services.shared.ipc.Library.has(other.uri.toString()),
  };
  return makers.flatMap((make) => make(context));
}

function isFacts(data: unknown): data is DiagnosticFacts {
  return typeof data === 'object' && data !== null && 'code' in data && 'path' in data && 'facts' in data;
}
