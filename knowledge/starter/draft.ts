import type { Citation } from '../citation.ts';
import type { StarterDraft } from '../starter-entry.ts';

/** An article and what the answer takes from it: words and numbers that its text has to contain. */
export type DraftCitation = Citation & { readonly says: readonly string[] };

/** A starter entry before it gets its area. */
export type Draft = Omit<StarterDraft, 'area' | 'citations'> & {
  readonly citations: readonly DraftCitation[];
  /** Numbers of the answer that no cited article has, each with where it comes from. */
  readonly ownNumbers?: readonly { readonly number: string; readonly reason: string }[];
};

/** Drafts of one area, as the console groups them. */
export type Area = { readonly name: string; readonly drafts: readonly Draft[] };
