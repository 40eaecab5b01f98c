import type { ImportJob, ImportStore } from '../../knowledge/index.ts';
import { anything, defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type JobDocument = Omit<ImportJob, 'id'> & { readonly _id: string; readonly v: 1 };

export const importCollection = defineCollection<JobDocument>(
  'imports',
  {
    version: { type: Number, required: true },
    status: { type: String, required: true },
    createdAt: { type: Date, required: true },
    createdBy: { ...anything, required: true },
    files: anything,
    choices: anything,
    checkedThrough: String,
    progress: { ...anything, required: true },
    attempts: { type: Number, required: true },
    endedAt: Date,
    report: anything,
  },
  [[{ createdAt: -1 }], [{ status: 1 }]],
);

/** One file as it was uploaded, at most 10 MB; `_id` is `<job>-<fingerprint>`, so that a repeat adds nothing. */
type FileDocument = {
  readonly _id: string;
  readonly v: 1;
  readonly jobId: string;
  readonly bytes: Buffer;
};

export const importFileCollection = defineCollection<FileDocument>(
  'import_files',
  { jobId: { type: String, required: true }, bytes: { type: Buffer, required: true } },
  [[{ jobId: 1 }]],
);

export function createImportStore(database: Database): ImportStore {
  const jobs = openDocuments(database, importCollection);
  const files = openCollection(database, importFileCollection);

  return {
    insert: (job) => jobs.insert(toDocument(job)),
    async find(id) {
      const document = await jobs.find(id);
      return document === undefined ? undefined : toJob(document);
    },
    list: async (limit) => (await jobs.list({}, { sort: { createdAt: -1 }, limit })).map(toJob),
    listRunning: async () => (await jobs.list({ status: { $eq: 'running' } })).map(toJob),
    save: (job) =>
      jobs.replace({ _id: { $eq: job.id }, version: { $eq: job.version - 1 } }, toDocument(job)),
    async addFile(jobId, { id }, bytes) {
      await files.updateOne(
        { _id: { $eq: `${jobId}-${id}` } },
        { $setOnInsert: { v: 1, jobId, bytes: Buffer.from(bytes) } },
        { upsert: true },
      );
    },
    async readFile(jobId, fileId) {
      const document = await files.findOne(
        { _id: { $eq: `${jobId}-${fileId}` } },
        { promoteBuffers: true },
      );
      return document?.bytes;
    },
  };
}

function toDocument({ id, ...job }: ImportJob): JobDocument {
  return { _id: id, v: 1, ...job };
}

function toJob({ _id, v, ...job }: JobDocument): ImportJob {
  return { id: _id, ...job };
}
