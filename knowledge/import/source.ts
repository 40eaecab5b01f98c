/** Why a file was not taken. The words are `import.file_fault.<code>`. */
export const fileFaults = [
  'file_empty',
  'file_too_large',
  'file_kind_refused',
  'file_old_office',
  'file_damaged',
  'file_encrypted',
  'file_encoding_unknown',
  'archive_too_large',
  'archive_too_many_files',
  'archive_path_refused',
  'archive_nested',
  'sheet_too_large',
] as const;
export type FileFault = (typeof fileFaults)[number];

/** Rows of cells as texts, the first row included; nothing in a cell is ever evaluated. */
export type Rows = readonly (readonly string[])[];

/** One file as it was read, before anybody has said what it is. */
export type Source = {
  readonly name: string;
  readonly content:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'rows'; readonly rows: Rows };
};

/** What one upload held: an archive or a workbook with several sheets yields several sources. */
export type ReadResult = {
  readonly sources: readonly Source[];
  readonly refused: readonly { readonly name: string; readonly code: FileFault }[];
};

/** Reads bytes of any kind; a fault is in the result, never thrown. */
export type ReadFile = (name: string, bytes: Uint8Array) => Promise<ReadResult>;
