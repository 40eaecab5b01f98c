export type ImportErrorCode =
  | 'import_not_found'
  | 'import_not_open'
  | 'import_conflict'
  | 'import_too_many_files'
  | 'import_too_large'
  | 'import_empty'
  | 'import_day_needed';

/** The refusal of an import's step; match by code. */
export class ImportError extends Error {
  readonly code: ImportErrorCode;
  constructor(code: ImportErrorCode) {
    super(code);
    this.name = 'ImportError';
    this.code = code;
  }
}
