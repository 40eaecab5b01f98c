import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { FileError, type EvidenceFile, type FileStore } from '../../bot/index.ts';
import type { SealContext } from '../seal/index.ts';
import { createBlobs, type Blobs } from './blobs.ts';
import { detectType } from './detect-type.ts';
import { makeWorkingCopy } from './working-copy.ts';

const maxBytesDefault = 10 * 1024 * 1024;
const workingCopyType = 'image/jpeg';
export const collectionName = 'files';
export const originalsBucket = 'evidence_originals';

/** Sealing with a key of its own for each record; what was changed or moved does not open but throws. */
type Seal = {
  readonly sealBytes: (plain: Buffer, context: SealContext) => Buffer;
  readonly openBytes: (sealed: Buffer, context: SealContext) => Buffer;
};

/** Where the original of a file is sealed. */
export const toOriginalContext = (id: string): SealContext => ({
  collection: collectionName,
  field: 'original',
  id,
});

/** `originalId` and `workingCopyId` point into GridFS; the document is written last and makes the file exist. */
export type FileDocument = Omit<EvidenceFile, 'id'> & {
  readonly _id: string;
  readonly v: 1;
  readonly originalId: string;
  readonly workingCopyId?: string;
};

/** The FileStore of the walk and, for audited acts only, the bytes as they were received. */
export type EvidenceStore = FileStore & {
  /** Opens the sealed original; the caller has audited it before. Throws when it no longer matches its SHA-256. */
  readonly openOriginal: (id: string) => Promise<Buffer | undefined>;
};

/** Evidence in GridFS, twice: sealed as received, and a working copy of pictures. At most `maxBytes` each (10 MB). */
export function createFileStore(
  connection: Connection,
  seal: Seal,
  maxBytes = maxBytesDefault,
): EvidenceStore {
  const documents = connection.collection<FileDocument>(collectionName);
  const originals = createBlobs(connection, originalsBucket);
  const copies = createBlobs(connection, 'evidence_copies');
  const findDocument = (id: string) => documents.findOne({ _id: { $eq: id } });

  return {
    async save({ bytes, ...input }) {
      if (bytes.length > maxBytes) throw new FileError('file_too_large');
      const stored = await findDocument(input.id);
      if (stored !== null) return toEvidenceFile(stored);
      const type = await detectType(bytes);
      if (type === undefined) {
        throw new FileError(bytes.length === 0 ? 'file_unreadable' : 'file_type_refused');
      }
      const copy = type.isPicture ? await makeWorkingCopy(bytes, type.mimeType) : undefined;
      const { id, ...rest } = input;
      const document: FileDocument = {
        _id: id,
        v: 1,
        ...rest,
        mimeType: type.mimeType,
        sizeBytes: bytes.length,
        sha256: toSha256(bytes),
        originalId: await originals.put(seal.sealBytes(bytes, toOriginalContext(id))),
        ...(copy === undefined ? {} : { workingCopyId: await copies.put(copy) }),
      };
      return toEvidenceFile(await insertOnce(document));
    },
    async find(id) {
      const document = await findDocument(id);
      return document === null ? undefined : toEvidenceFile(document);
    },
    async openWorkingCopy(id) {
      const document = await findDocument(id);
      if (document?.workingCopyId === undefined) return undefined;
      return { bytes: await copies.get(document.workingCopyId), mimeType: workingCopyType };
    },
    async openOriginal(id) {
      const document = await findDocument(id);
      if (document === null) return undefined;
      const bytes = seal.openBytes(await originals.get(document.originalId), toOriginalContext(id));
      if (toSha256(bytes) !== document.sha256) throw new Error('evidence differs from its SHA-256');
      return bytes;
    },
    async assignTicket(ids, ticketId) {
      await documents.updateMany({ _id: { $in: [...ids] } }, { $set: { ticketId } });
    },
    async listForTicket(ticketId) {
      const found = documents.find({ ticketId: { $eq: ticketId } }).sort({ receivedAt: 1, _id: 1 });
      return (await found.toArray()).map(toEvidenceFile);
    },
  };

  /** Of two saves under one id the first stands; the other takes its bytes back. */
  async function insertOnce(document: FileDocument): Promise<FileDocument> {
    try {
      await documents.insertOne(document);
      return document;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      await Promise.all([
        originals.remove(document.originalId),
        removeIfPresent(copies, document.workingCopyId),
      ]);
      const { _id: id } = document;
      const winner = await findDocument(id);
      if (winner === null) throw error;
      return winner;
    }
  }
}

/** Indexes that the reads above need; run at start under the migrations' lease. */
export async function createFileIndexes(connection: Connection): Promise<void> {
  await connection
    .collection(collectionName)
    .createIndex({ ticketId: 1, receivedAt: 1 }, { name: 'by_ticket', sparse: true });
}

async function removeIfPresent(blobs: Blobs, id: string | undefined): Promise<void> {
  if (id !== undefined) await blobs.remove(id);
}

function toEvidenceFile(document: FileDocument): EvidenceFile {
  const { _id: id, personId, channel, receivedAt, name, mimeType, sizeBytes, sha256 } = document;
  const { ticketId } = document;
  return {
    id,
    personId,
    channel,
    receivedAt,
    name,
    mimeType,
    sizeBytes,
    sha256,
    ...(ticketId === undefined ? {} : { ticketId }),
  };
}

function toSha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function isDuplicate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11_000;
}
