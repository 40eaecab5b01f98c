import type { TicketImport, TicketImportStore } from '../../tickets/index.ts';
import type { SealContext, Secrets } from '../seal/index.ts';
import { anything, defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type JobDocument = Omit<TicketImport, 'id'> & { readonly _id: string; readonly v: 1 };

export const ticketImportCollection = defineCollection<JobDocument>(
  'ticket_imports',
  {
    version: { type: Number, required: true },
    status: { type: String, required: true },
    createdAt: { type: Date, required: true },
    createdBy: { ...anything, required: true },
    file: { ...anything, required: true },
    fileUntil: Date,
    choices: { ...anything, required: true },
    startedAt: Date,
    endedAt: Date,
    progress: { ...anything, required: true },
    report: anything,
    undo: anything,
  },
  [[{ createdAt: -1 }], [{ status: 1 }], [{ fileUntil: 1 }, { sparse: true }]],
);

/** The file of an import as it was uploaded, sealed, at most 10 MB; under the id of its job. */
type FileDocument = { readonly _id: string; readonly v: 1; readonly sealed: Buffer };

export const ticketImportFileCollection = defineCollection<FileDocument>('ticket_import_files', {
  sealed: { type: Buffer, required: true },
});

const toFileContext = (id: string): SealContext => ({
  collection: 'ticket_import_files',
  field: 'sealed',
  id,
});

export function createTicketImportStore(
  database: Database,
  secrets: Pick<Secrets, 'sealBytes' | 'openBytes'>,
): TicketImportStore {
  const jobs = openDocuments(database, ticketImportCollection);
  const files = openCollection(database, ticketImportFileCollection);

  async function removeFile(id: string): Promise<void> {
    await files.deleteOne({ _id: { $eq: id } });
  }

  return {
    async insert(job, bytes) {
      const sealed = secrets.sealBytes(Buffer.from(bytes), toFileContext(job.id));
      if (!(await jobs.insert(toDocument(job)))) throw new Error('the id of an import is taken');
      await files.insertOne({ _id: job.id, v: 1, sealed });
    },
    async find(id) {
      const document = await jobs.find(id);
      return document === undefined ? undefined : toJob(document);
    },
    list: async (limit) => (await jobs.list({}, { sort: { createdAt: -1 }, limit })).map(toJob),
    listActive: async () =>
      (await jobs.list({ status: { $in: ['running', 'undoing'] } })).map(toJob),
    listFileDue: async (now) =>
      (await jobs.list({ fileUntil: { $lte: now }, status: { $ne: 'running' } })).map(toJob),
    save: (job) =>
      jobs.replace({ _id: { $eq: job.id }, version: { $eq: job.version - 1 } }, toDocument(job)),
    async readFile(id) {
      const found = await files.findOne({ _id: { $eq: id } }, { promoteBuffers: true });
      return found === null ? undefined : secrets.openBytes(found.sealed, toFileContext(id));
    },
    removeFile,
    async remove(id) {
      await removeFile(id);
      await jobs.remove({ _id: { $eq: id } });
    },
  };
}

function toDocument({ id, ...job }: TicketImport): JobDocument {
  return { _id: id, v: 1, ...job };
}

function toJob({ _id, v, ...job }: JobDocument): TicketImport {
  return { id: _id, ...job };
}

/** Moves the sealed files to the current master key; returns how many. Safe to repeat. */
export async function rotateTicketImportFiles(
  database: Database,
  secrets: Pick<Secrets, 'rewrapBytes'>,
): Promise<number> {
  const files = openCollection(database, ticketImportFileCollection);
  let moved = 0;
  for await (const { _id, sealed } of files.find({}, { promoteBuffers: true })) {
    const rewrapped = secrets.rewrapBytes(sealed, toFileContext(_id));
    if (rewrapped === sealed) continue;
    await files.updateOne({ _id: { $eq: _id } }, { $set: { sealed: rewrapped } });
    moved += 1;
  }
  return moved;
}
