export type HearingErrorCode =
  | 'reply_not_served'
  | 'reply_not_expected'
  | 'reply_acknowledge_first'
  | 'reply_given_before'
  | 'reply_too_late'
  | 'reply_incomplete'
  | 'reply_not_found'
  | 'reply_not_decidable'
  | 'reply_conflict';

/** The refusal of a unit's reply or of the bureau's word to it; match by code. */
export class HearingError extends Error {
  readonly code: HearingErrorCode;
  /** Of an incomplete reply: what is missing. */
  readonly missing?: readonly string[];
  constructor(code: HearingErrorCode, missing?: readonly string[]) {
    super(code);
    this.name = 'HearingError';
    this.code = code;
    if (missing !== undefined) this.missing = missing;
  }
}
