import { type CstNode, GrammarUtils, type LangiumDocument } from 'langium';
import { isCompare, isModel, isNote, isScenario, isTextLiteral, type Scenario } from './generated/ast.ts';

/** A scenario as an editor offers it. Ranges are the protocol's. */
export interface ScenarioOutline {
  readonly name: string;
  /** Text of `@title`. */
  readonly title: string | null;
  /** The whole declaration with its annotations. */
  readonly range: CstNode['range'];
  /** The name. */
  readonly selectionRange: CstNode['range'];
  /** What `@compare` runs instead of the bindings' own mechanisms, as written; empty if the scenario runs once. */
  readonly variants: readonly string[];
}

/** The scenarios of a parsed document, in the order of the text. One whose name is not typed yet is left out. */
export function scenariosOf(document: LangiumDocument): ScenarioOutline[] {
  const model = document.parseResult.value;
  return isModel(model) ? model.elements.filter(isScenario).flatMap(outline) : [];
}

function outline(scenario: Scenario): ScenarioOutline[] {
  const name = GrammarUtils.findNodeForProperty(scenario.$cstNode, 'name');
  if (!name || !scenario.$cstNode) return [];
  const compared = scenario.annotations.filter(isCompare).flatMap((compare) => compare.mechanisms);
  return [
    {
      name: scenario.name,
      title: titleOf(scenario),
      range: scenario.$cstNode.range,
      selectionRange: name.range,
      variants: compared.map((variant) => variant.$cstNode?.text.replaceAll(/\s+/g, ' ') ?? ''),
    },
  ];
}

function titleOf(scenario: Scenario): string | null {
  const [text] = scenario.annotations.filter(isNote).find((note) => note.name === 'title')?.arguments ?? [];
  return isTextLiteral(text) ? text.value : null;
}
