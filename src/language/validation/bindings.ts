import type { Binding, Domain, Export, Interface } from '../generated/ast.ts';
import { parsedWell } from './knowledge.ts';
import { duplicateBinding, notAuthorised, notExported, unusedBinding } from './messages/bindings.ts';
import type { Related } from './report.ts';
import type { Subject } from './subject.ts';

/** Who exports what to whom, and which bindings are one too many. What a mechanism asks for is in fitness.ts. */
export function checkBindings(subject: Subject): void {
  const exportsOf = memoised(exportTable);
  for (const binding of subject.all('Binding')) checkExporters(subject, binding, exportsOf);
  checkTwins(subject);
  checkUnused(subject);
}

type ExportTable = ReadonlyMap<Interface, Export>;

function exportTable(domain: Domain): ExportTable {
  const table = new Map<Interface, Export>();
  for (const member of domain.members) {
    const target = member.$type === 'Export' ? member.interface?.ref : undefined;
    if (target && member.$type === 'Export' && !table.has(target)) table.set(target, member);
  }
  return table;
}

function memoised<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

/** Every domain after the first exports the interface, and to the domain before it. */
function checkExporters({ report }: Subject, binding: Binding, exportsOf: (domain: Domain) => ExportTable): void {
  const target = binding.interface?.ref;
  if (!target) return;
  binding.domains.forEach(({ ref: server }, index) => {
    const client = binding.domains[index - 1]?.ref;
    if (index === 0 || !server) return;
    const found = exportsOf(server).get(target);
    const facts = { server: server.name, interface: target.name };
    if (!found) {
      const related: Related[] = [
        { where: { node: server, property: 'name' }, text: `Domain ${server.name} is here.` },
        { where: { node: target, property: 'name' }, text: `Interface ${target.name} is here.` },
      ];
      report(notExported(server.name, target.name), { node: binding, property: 'domains', index }, related, facts);
    } else if (client && client !== server && !admits(found, client)) {
      const clients = found.clients.map((reference) => reference.$refText);
      const related = [{ where: { node: found }, text: `${server.name} exports ${target.name} here.` }];
      report(
        notAuthorised(client.name, server.name, target.name, clients),
        { node: binding, property: 'domains', index: index - 1 },
        related,
        { ...facts, client: client.name },
      );
    }
  });
}

/** An export without a list of clients is for everybody. An unresolved client might be meant. */
function admits(found: Export, client: Domain): boolean {
  return found.clients.length === 0 || found.clients.some(({ ref }) => ref === undefined || ref === client);
}

function checkTwins(subject: Subject): void {
  const first = new Map<string, Binding>();
  const owners = new Map<unknown, number>();
  for (const binding of subject.all('Binding')) {
    const owner = owners.get(binding.$container) ?? owners.size;
    owners.set(binding.$container, owner);
    const key = `${owner} ${what(binding)}`;
    const earlier = first.get(key);
    if (!earlier) first.set(key, binding);
    else if (earlier.name !== binding.name) {
      const related = [{ where: { node: earlier }, text: `${earlier.name} is here.` }];
      subject.report(duplicateBinding(binding.name, earlier.name), { node: binding, property: 'name' }, related);
    }
  }
}

/** Everything but the name, as written. */
function what(binding: Binding): string {
  const settings = binding.settings.map((setting) => setting.$cstNode?.text.replace(/\s+/g, '') ?? '').sort();
  const domains = binding.domains.map((domain) => domain.$refText).join('->');
  return `${domains}.${binding.interface?.$refText} via ${binding.mechanism?.$refText}(${settings.join()})`;
}

/** Only in files that run something: a file of declarations is there for others. */
function checkUnused(subject: Subject): void {
  if (subject.all('Scenario').length === 0 || !parsedWell(subject.document)) return;
  const used = new Set<unknown>();
  for (const call of subject.all('Call')) used.add(call.binding?.ref);
  for (const binding of subject.all('Binding')) {
    if (binding.name && !used.has(binding))
      subject.report(unusedBinding(binding.name), { node: binding, property: 'name' });
  }
}
