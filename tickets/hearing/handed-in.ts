import type { ReplyFile, ReplyOfficer } from './reply.ts';

/** A file that a unit handed in to a document that was served on it. */
export type HandedInFile = ReplyFile & {
  readonly documentId: string;
  readonly unitId: string;
  readonly by: ReplyOfficer;
  readonly at: Date;
};

export type HandedInStore = {
  /** Proves the type by the first bytes and seals; the same id again answers the first. Throws FileError. */
  readonly save: (
    file: Pick<HandedInFile, 'id' | 'documentId' | 'unitId' | 'name' | 'by' | 'at'> & {
      // A Buffer, which this room does not know.
      readonly bytes: Uint8Array;
    },
  ) => Promise<HandedInFile>;
  readonly find: (id: string) => Promise<HandedInFile | undefined>;
  readonly open: (id: string) => Promise<Uint8Array | undefined>;
};
