export type TicketImportErrorCode =
  | 'ticket_import_not_found'
  | 'ticket_import_not_open'
  | 'ticket_import_conflict'
  | 'ticket_import_empty'
  | 'ticket_import_unreadable'
  | 'ticket_import_file_gone'
  | 'ticket_import_undo_too_late';

/** The refusal of an import's step; match by code. */
export class TicketImportError extends Error {
  readonly code: TicketImportErrorCode;
  /** Of a file that cannot be read: why. */
  readonly detail?: string;
  constructor(code: TicketImportErrorCode, detail?: string) {
    super(code);
    this.name = 'TicketImportError';
    this.code = code;
    if (detail !== undefined) this.detail = detail;
  }
}
