import type { createSealedBytes, SealedDocument } from './sealed-bytes.ts';

type Named = { readonly id: string; readonly name: string; readonly bytes: Uint8Array };

type Ports<Stored extends SealedDocument> = {
  readonly sealed: ReturnType<typeof createSealedBytes>;
  readonly find: (id: string) => Promise<Stored | null>;
  /** Keeps it unless there is one of its id; `matchedCount` is then 1. */
  readonly insert: (stored: Stored) => Promise<{ readonly matchedCount: number }>;
};

/** How a file stands in the database beside its sealed bytes, and how it is read again. */
type Forms<New, Stored, File> = {
  readonly toStored: (file: New, sealed: SealedDocument) => Stored;
  readonly toFile: (stored: Stored) => File;
};

/** Files with a name, each kept once under its id, their bytes sealed. `save` throws FileError. */
export function createNamedFiles<New extends Named, Stored extends SealedDocument, File>(
  { sealed, find, insert }: Ports<Stored>,
  { toStored, toFile }: Forms<New, Stored, File>,
) {
  return {
    async save(file: New): Promise<File> {
      const { id, name, bytes } = file;
      const before = await find(id);
      if (before !== null) return toFile(before);
      const stored = toStored(file, await sealed.put(id, name, bytes));
      // Of two uploads under one id the first stands; the sweep of orphans takes the other's bytes.
      const { matchedCount } = await insert(stored);
      return toFile(matchedCount === 0 ? stored : ((await find(id)) ?? stored));
    },
    async find(id: string): Promise<File | undefined> {
      const stored = await find(id);
      return stored === null ? undefined : toFile(stored);
    },
    async open(id: string): Promise<Uint8Array | undefined> {
      const stored = await find(id);
      return stored === null ? undefined : sealed.open(stored);
    },
  };
}
