const mebibyte = 1024 * 1024;

/** What one upload may hold. Tests pass smaller ones. */
export type ReadLimits = {
  readonly maxBytes: number;
  readonly maxUnpackedBytes: number;
  readonly maxFiles: number;
  readonly maxRows: number;
  readonly maxColumns: number;
};

export const readLimits: ReadLimits = {
  maxBytes: 10 * mebibyte,
  maxUnpackedBytes: 200 * mebibyte,
  maxFiles: 500,
  maxRows: 20_000,
  maxColumns: 60,
};
