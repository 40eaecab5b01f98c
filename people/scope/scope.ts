/** Heights of the tree, the highest first. */
export const levels = ['city', 'county', 'township'] as const;
export type Level = (typeof levels)[number];

/**
 * What an account may see of tickets; each part narrows further. No scope at all is everything.
 * A ticket of which a part cannot be told yet is outside.
 */
export type Scope = {
  /** Matters against organs of this height or below. */
  readonly level?: Level;
  /** Matters of this unit and of all below it. */
  readonly unitId?: string;
  /** Matters under one of these areas. */
  readonly areas?: readonly string[];
};
