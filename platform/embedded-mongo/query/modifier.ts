import type { Collation } from '../types.ts';

/** What an update operator does at the end of its path. */
export interface Modifier {
  /** True when a missing path is made. */
  readonly creates: boolean;
  /** The new value from the old; undefined on either side is a field that is not there. */
  readonly apply: (old: unknown) => unknown;
}

export interface ModifierContext {
  readonly now: Date;
  readonly isInsert: boolean;
  readonly collation?: Collation | undefined;
}

export type CompileModifier = (argument: unknown, context: ModifierContext) => Modifier;
