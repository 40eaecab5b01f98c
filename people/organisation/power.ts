/** By its own right · 赋权: given to the town by the province · 委托: acts in another organ's name. */
export const powerBases = ['own', 'empowered', 'entrusted'] as const;
export type PowerBasis = (typeof powerBases)[number];

/** One line of the power list (执法事项清单): who may enforce what, and by what right. */
export type Power = {
  readonly id: string;
  readonly unitId: string;
  readonly matter: string;
  readonly article: string;
  readonly basis: PowerBasis;
  /** Who entrusted it, and so answers for it. */
  readonly organId?: string;
};

export type PowerStore = {
  readonly listOf: (unitIds: readonly string[]) => Promise<readonly Power[]>;
  readonly list: () => Promise<readonly Power[]>;
  /** Stores each under its id, in the place of what was there. */
  readonly put: (powers: readonly Power[]) => Promise<void>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
};
