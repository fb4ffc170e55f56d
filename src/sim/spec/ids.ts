/** The indices by which the parts of a run spec refer to each other. */
/** Index into `RunSpec.domains`. */
export type DomainId = number;

/** Index into `RunSpec.stores`. */
export type StoreId = number;

/** Index into `RunSpec.sites`. */
export type SiteId = number;

/** Index into `RunSpec.paths`. */
export type PathId = number;

/** Index into `RunSpec.outcomes`; 0 is the ordinary return. */
export type OutcomeId = number;
