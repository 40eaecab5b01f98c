import type { DocumentAction } from './document.ts';

export type DocumentErrorCode =
  | 'document_not_found'
  | 'document_step_refused'
  | 'document_version_conflict'
  | 'document_not_permitted'
  | 'document_own_draft'
  | 'document_passed_before'
  | 'document_incomplete'
  | 'document_officers_refused'
  | 'document_contact_refused'
  | 'document_holds_reporter'
  | 'document_not_sealed'
  | 'document_seal_unreachable'
  | 'document_seal_refused'
  | 'document_value_invalid';

type Details = {
  readonly allowed?: readonly DocumentAction[];
  readonly currentVersion?: number;
  readonly missing?: readonly string[];
  /** Why a unit may not be contacted yet: a code, never words of anybody. */
  readonly detail?: string;
};

/** The refusal of a step of a document. `missing` names fields by their labels or names. */
export class DocumentError extends Error {
  readonly code: DocumentErrorCode;
  readonly allowed?: readonly DocumentAction[];
  readonly currentVersion?: number;
  readonly missing?: readonly string[];
  readonly detail?: string;
  constructor(code: DocumentErrorCode, details: Details = {}) {
    super(code);
    this.name = 'DocumentError';
    this.code = code;
    Object.assign(this, details);
  }
}
