import type { Profile } from './profile.ts';

/** What an administrator edits; the rest comes with publishing. */
export type ProfileDraft = Omit<Profile, 'version' | 'validFrom' | 'publishedBy'>;

export type ProfileRule =
  /** Another entry of the list has the id. */
  | 'id_taken'
  /** Nothing in the list may be chosen any more. */
  | 'list_empty'
  /** It names a kind of document, a chain or an organ that is not there or was retired. */
  | 'kind_unknown'
  | 'chain_unknown'
  | 'organ_unknown'
  /** A number of its own needs a pattern with {{seq}}. */
  | 'pattern_missing'
  /** Another organ prints the same 机关代字, so that two papers would bear one number. */
  | 'code_taken'
  /** Another kind, or another organ, prints the same numbers. */
  | 'pattern_taken'
  /** Nobody signs at the end of a chain that is no record of one's own act. */
  | 'signer_missing'
  /** A later step of urging comes no later than the one before it. */
  | 'climb_order'
  /** Units could not acknowledge a document, or not give their account of it. */
  | 'hearing_missing'
  /** A reminder comes no later than the one before it. */
  | 'reminder_order'
  /** The words of a kind name a gap that nothing is put in for. */
  | 'gap_unknown';
/** `path` leads to the value, such as `levels.0.documentKind`. */
export type ProfileFault = { readonly path: string; readonly rule: ProfileRule };
