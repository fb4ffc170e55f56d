/** Elements of a pool that domains keep beyond the calls in which they got them. */
import type { DomainId } from '../spec/ids.ts';

export class KeptElements {
  /** Of each domain that keeps some: the elements, the longest kept first. */
  private readonly lists = new Map<DomainId, number[]>();
  /** Of each element: how often it is kept. */
  private readonly counts: number[] = [];
  /** Elements that were given back while they are kept. */
  private readonly parked = new Set<number>();

  add(element: number, domain: DomainId): void {
    const list = this.lists.get(domain) ?? [];
    this.lists.set(domain, list);
    list.push(element);
    this.counts[element] = this.count(element) + 1;
  }

  /** Chooses the longest kept of a domain that keeps more than so many, to be let go; −1 if it does not. */
  surplus(domain: DomainId, newest: number): number {
    const list = this.lists.get(domain);
    return list !== undefined && list.length > newest ? (list.shift() ?? -1) : -1;
  }

  /** The element is kept once less. True if nobody keeps it now and it was given back. */
  drop(element: number): boolean {
    this.counts[element] = this.count(element) - 1;
    return this.count(element) === 0 && this.parked.delete(element);
  }

  /** True if the element is kept: then it is noted that it was given back. */
  park(element: number): boolean {
    if (this.count(element) === 0) return false;
    this.parked.add(element);
    return true;
  }

  /** How many a domain keeps. */
  held(domain: DomainId): number {
    return this.lists.get(domain)?.length ?? 0;
  }

  private count(element: number): number {
    return this.counts[element] ?? 0;
  }
}
