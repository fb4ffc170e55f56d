import type { AstNode } from 'langium';
import type { Link, Machine } from '../generated/ast.ts';
import { ModelProblem } from '../model/terms.ts';
import type { BoundInterface, Compilation } from './compilation.ts';
import { machineOf } from './world.ts';

/** The link over which a binding's packets go: the only one that joins both machines. */
export function linkBetween(compilation: Compilation, bound: BoundInterface, node: AstNode): number {
  const ends = [bound.node.domains[0]?.ref, bound.node.domains.at(-1)?.ref];
  const machines = ends.flatMap((domain) => (domain === undefined ? [] : [machineOf(domain)]));
  const found = linksJoining(compilation.readings.links, machines);
  const [link] = found;
  if (link === undefined) throw new ModelProblem(node, `no link joins the machines of binding "${bound.node.name}"`);
  return compilation.world.link(link);
}

/** Links that join all of the machines. */
export function linksJoining(links: readonly Link[], machines: readonly Machine[]): Link[] {
  if (new Set(machines).size < 2) return [];
  return links.filter((link) => machines.every((machine) => link.machines.some(({ ref }) => ref === machine)));
}
