/** 未用印 as rendered, with its seal as scanned or sealed by machine, and slips that prove a serving. */
export const paperKinds = ['unsealed', 'sealed', 'proof'] as const;

/** A file that belongs to an official document; its bytes are kept sealed. */
export type PaperFile = {
  readonly id: string;
  readonly documentId: string;
  readonly kind: (typeof paperKinds)[number];
  readonly name: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  /** SHA-256 of the bytes, lower-case hex. */
  readonly sha256: string;
  readonly at: Date;
  /** Who attached it; absent where the machine rendered it. */
  readonly accountId?: string;
};

export type NewPaperFile = Pick<
  PaperFile,
  'id' | 'documentId' | 'kind' | 'name' | 'at' | 'accountId'
> & {
  // A Buffer, which this room does not know.
  readonly bytes: Uint8Array;
};

export type PaperFileStore = {
  /** Proves the type by the first bytes and seals; the same id again answers the first. Throws FileError. */
  readonly save: (file: NewPaperFile) => Promise<PaperFile>;
  readonly find: (id: string) => Promise<PaperFile | undefined>;
  /** Throws when the bytes are no longer those that were kept. */
  readonly open: (id: string) => Promise<Uint8Array | undefined>;
};
