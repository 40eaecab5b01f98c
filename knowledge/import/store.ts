import type { ImportedFile, ImportJob } from './job.ts';

export type ImportStore = {
  /** False when the id is taken. */
  readonly insert: (job: ImportJob) => Promise<boolean>;
  readonly find: (id: string) => Promise<ImportJob | undefined>;
  /** The newest first. */
  readonly list: (limit: number) => Promise<readonly ImportJob[]>;
  readonly listRunning: () => Promise<readonly ImportJob[]>;
  /** Compare-and-set: stores version n + 1 over version n; false on a conflict. */
  readonly save: (job: ImportJob) => Promise<boolean>;
  /** Adds nothing when the file is there. At most 10 MB. */
  readonly addFile: (jobId: string, file: ImportedFile, bytes: Uint8Array) => Promise<void>;
  readonly readFile: (jobId: string, fileId: string) => Promise<Uint8Array | undefined>;
};
