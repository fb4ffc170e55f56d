import type { SiteId, StoreId } from '../../sim/spec/ids.ts';
import type { Site } from '../../sim/spec/site.ts';
import type { StoreSpec } from '../../sim/spec/stores.ts';

/** Sites of a run, each once: equal keys are the same step of the same mechanism with the same settings and prices. */
export class SiteTable {
  readonly sites: Site[] = [];
  readonly #byKey = new Map<string, SiteId>();

  id(key: string, make: () => Site): SiteId {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const id = this.sites.push(make()) - 1;
    this.#byKey.set(key, id);
    return id;
  }
}

/** The site of something that stands in no path. */
export function systemSite(of: Pick<Site, 'kind' | 'verb' | 'text' | 'role' | 'off'>): Site {
  return {
    ...of,
    label: null,
    mechanism: null,
    section: 'system',
    part: null,
    from: null,
    to: null,
    overhead: 'none',
    urpc: 'none',
    doc: null,
    source: null,
    cost: null,
    avoidedBy: [],
  };
}

/** Instances of stores: `per procedure` gives one for each bound procedure, `per machine` one for all calls of a machine. */
export class StoreTable {
  readonly stores: StoreSpec[] = [];
  readonly #byKey = new Map<string, StoreId>();

  id(key: string, make: () => StoreSpec): StoreId {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const id = this.stores.push(make()) - 1;
    this.#byKey.set(key, id);
    return id;
  }
}
