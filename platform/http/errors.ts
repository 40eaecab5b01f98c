import type { ChannelErrorCode, FileErrorCode, HandOverErrorCode } from '../../bot/index.ts';
import type { KnowledgeErrorCode } from '../../knowledge/index.ts';
import type { ImportErrorCode } from '../../knowledge/index.ts';
import type { RoleConflict } from '../../people/index.ts';
import type {
  CampaignErrorCode,
  DocumentErrorCode,
  HearingErrorCode,
  TicketErrorCode,
  TicketImportErrorCode,
} from '../../tickets/index.ts';

export type HttpErrorCode =
  | 'request_invalid'
  | 'request_not_json'
  | 'request_type_refused'
  | 'request_too_large'
  | 'file_too_large'
  | 'request_stalled'
  | 'sign_in_required'
  | 'sign_in_refused'
  | 'password_change_required'
  | 'not_permitted'
  | 'not_found'
  | 'method_not_allowed'
  | 'too_many_requests'
  | 'cross_site_refused'
  | 'totp_required'
  | 'password_wrong'
  | 'password_too_weak'
  | 'account_name_taken'
  | 'last_administrator'
  | 'assignee_unfit'
  | 'assignee_away'
  | 'contact_point_taken'
  | 'version_conflict'
  | 'message_not_parked'
  | 'message_not_stored'
  | 'page_not_built'
  | 'internal_error';

/** What a client may learn beside the code: never a value that somebody sent. */
export type HttpErrorDetails = {
  readonly detail?: string;
  readonly fields?: readonly { readonly path: string; readonly rule: string }[];
  readonly allowed?: readonly string[];
  readonly retryAfterS?: number;
  /** What a file may hold. */
  readonly maxMb?: number;
};

/** The refusal of a request by the HTTP edge itself. Texts in it are ours, never a client's. */
export class HttpError extends Error {
  readonly code: HttpErrorCode | RoleConflict;
  readonly details: HttpErrorDetails;
  constructor(
    code: HttpErrorCode | RoleConflict,
    details: HttpErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'HttpError';
    this.code = code;
    this.details = details;
  }
}

/** Every code that may cross the HTTP edge. A room with new codes adds its union here. */
export type ErrorCode =
  | HttpErrorCode
  | RoleConflict
  | DocumentErrorCode
  | TicketErrorCode
  | CampaignErrorCode
  | HearingErrorCode
  | TicketImportErrorCode
  | KnowledgeErrorCode
  | ImportErrorCode
  | FileErrorCode
  | HandOverErrorCode
  | ChannelErrorCode;

const statusByCode: Readonly<Record<ErrorCode, number>> = {
  request_invalid: 400,
  request_not_json: 400,
  request_type_refused: 415,
  request_too_large: 413,
  request_stalled: 408,
  sign_in_required: 401,
  sign_in_refused: 401,
  password_change_required: 403,
  not_permitted: 403,
  not_found: 404,
  method_not_allowed: 405,
  too_many_requests: 429,
  cross_site_refused: 403,
  totp_required: 401,
  password_wrong: 422,
  password_too_weak: 422,
  account_name_taken: 409,
  last_administrator: 409,
  assignee_unfit: 422,
  assignee_away: 409,
  administrators_not_separate: 422,
  administrator_with_matters: 422,
  agency_officer_not_alone: 422,
  contact_point_taken: 409,
  version_conflict: 409,
  message_not_parked: 409,
  message_not_stored: 503,
  page_not_built: 503,
  internal_error: 500,
  document_not_found: 404,
  document_step_refused: 422,
  document_version_conflict: 409,
  document_not_permitted: 403,
  document_own_draft: 403,
  document_passed_before: 403,
  document_incomplete: 422,
  document_officers_refused: 422,
  document_contact_refused: 422,
  document_holds_reporter: 422,
  document_not_sealed: 422,
  document_seal_unreachable: 502,
  document_seal_refused: 502,
  document_value_invalid: 422,
  campaign_not_found: 404,
  campaign_step_refused: 422,
  campaign_version_conflict: 409,
  campaign_requirement_missing: 422,
  campaign_value_invalid: 422,
  campaign_ended: 409,
  ticket_not_found: 404,
  ticket_step_refused: 422,
  ticket_version_conflict: 409,
  ticket_requirement_missing: 422,
  ticket_officers_refused: 422,
  ticket_not_permitted: 403,
  ticket_undo_too_late: 409,
  ticket_value_invalid: 422,
  ticket_words_of_reporter: 422,
  ticket_partner_refused: 422,
  ticket_expert_refused: 422,
  ticket_brief_gives_away: 422,
  knowledge_not_reviewable: 422,
  knowledge_own_text: 403,
  knowledge_not_reviewed: 422,
  knowledge_not_scheduled: 422,
  knowledge_publish_in_past: 422,
  knowledge_already_retired: 422,
  knowledge_other_entry: 422,
  knowledge_text_invalid: 422,
  knowledge_harms_golden: 422,
  file_too_large: 413,
  file_type_refused: 415,
  file_unreadable: 422,
  import_not_found: 404,
  import_not_open: 409,
  import_conflict: 409,
  import_too_many_files: 413,
  import_too_large: 413,
  import_empty: 422,
  import_day_needed: 422,
  conversation_unknown: 404,
  conversation_taken: 409,
  conversation_not_yours: 409,
  conversation_busy: 409,
  conversation_no_draft: 422,
  reply_not_served: 404,
  reply_not_expected: 422,
  reply_acknowledge_first: 422,
  reply_given_before: 409,
  reply_too_late: 422,
  reply_incomplete: 422,
  reply_not_found: 404,
  reply_not_decidable: 422,
  reply_conflict: 409,
  ticket_import_not_found: 404,
  ticket_import_not_open: 409,
  ticket_import_conflict: 409,
  ticket_import_empty: 422,
  ticket_import_unreadable: 422,
  ticket_import_file_gone: 410,
  ticket_import_undo_too_late: 409,
  unreachable: 502,
  busy: 503,
  window_closed: 409,
  blocked: 409,
  no_consent: 409,
  channel_down: 503,
  refused: 502,
};

/** The error's code when it is one that may cross the edge; undefined for anything unforeseen. */
export function findErrorCode(error: unknown): ErrorCode | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return isErrorCode(error.code) ? error.code : undefined;
}

/** The HTTP status of a code. */
export function toStatus(code: ErrorCode): number {
  return statusByCode[code];
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(statusByCode, code);
}
