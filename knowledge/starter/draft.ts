import type { StarterDraft } from '../starter-entry.ts';

/** A starter entry before it gets its area; citations as people write them. */
export type Draft = Omit<StarterDraft, 'area' | 'citations'> & {
  readonly citations: readonly string[];
};
