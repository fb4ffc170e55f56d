import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import { type Call, isBody, isScenario, isSignal, type Signal } from '../generated/ast.ts';
import { argumentCount, foreignBinding, neverSignalled, returnOutside } from './messages/calls.ts';
import { runsIn, type Subject } from './subject.ts';

/** Statements that can be judged without knowing a value: who calls, how many arguments, who signals. */
export function checkStatements(subject: Subject): void {
  for (const call of subject.all('Call')) {
    checkCaller(subject, call);
    checkArgumentCount(subject, call);
  }
  for (const statement of subject.all('Return')) {
    if (!AstUtils.getContainerOfType(statement, isBody)) subject.report(returnOutside(), { node: statement });
  }
  checkSignals(subject);
}

function checkCaller({ report }: Subject, call: Call): void {
  const binding = call.binding?.ref;
  const client = binding?.domains[0]?.ref;
  const domain = runsIn(call);
  if (!binding || !client || !domain || client === domain) return;
  const related = [{ where: { node: binding }, text: `${binding.name} is bound here.` }];
  const facts = { domain: domain.name, binding: binding.name };
  report(foreignBinding(binding.name, client.name, domain.name), { node: call, property: 'binding' }, related, facts);
}

function checkArgumentCount({ report }: Subject, call: Call): void {
  const procedure = call.procedure?.ref;
  const found = call.arguments.length;
  if (!procedure || found === 0 || found === procedure.parameters.length) return;
  const related = [{ where: { node: procedure }, text: `${procedure.name} is declared here.` }];
  report(
    argumentCount(procedure.name, procedure.parameters.length, found),
    { node: call, property: 'procedure' },
    related,
  );
}

/** A condition that is awaited in a scenario is signalled by one of its threads, or by a body that any file here declares. */
function checkSignals(subject: Subject): void {
  const waits = subject.all('Await');
  if (waits.length === 0) return;
  const signals = [...subject.all('Signal'), ...subject.imported.flatMap(signalsOf)];
  const anywhere = new Set(signals.map((signal) => signal.condition));
  const heard = new Set(signals.map((signal) => `${scenarioOf(signal)} ${signal.condition}`));
  for (const wait of waits) {
    const found = isInBody(wait)
      ? anywhere.has(wait.condition)
      : heard.has(`${scenarioOf(wait)} ${wait.condition}`) || heard.has(` ${wait.condition}`);
    if (!found) subject.report(neverSignalled(wait.condition), { node: wait, property: 'condition' });
  }
}

function signalsOf(document: LangiumDocument): Signal[] {
  return AstUtils.streamAst(document.parseResult.value).filter(isSignal).filter(isInBody).toArray();
}

/** The scenario of a thread's statement; empty in bodies, which every scenario can reach. */
function scenarioOf(statement: AstNode): string {
  return AstUtils.getContainerOfType(statement, isScenario)?.name ?? '';
}

function isInBody(statement: AstNode): boolean {
  return AstUtils.getContainerOfType(statement, isBody) !== undefined;
}
