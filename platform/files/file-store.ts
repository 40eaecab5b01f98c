import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { FileError, type EvidenceStore } from '../../bot/index.ts';
import type { SealContext } from '../seal/index.ts';
import { createBlobs, type Blobs } from './blobs.ts';
import { detectCsv, detectType, type DetectedType } from './detect-type.ts';
import {
  collectionName,
  copiesBucket,
  originalsBucket,
  toEvidenceFile,
  toOriginalContext,
  type FileDocument,
} from './file-document.ts';
import { findPictureFaults } from './picture-faults.ts';
import { makeWorkingCopy } from './working-copy.ts';

const maxBytesDefault = 10 * 1024 * 1024;
const workingCopyType = 'image/jpeg';

/** Sealing with a key of its own for each record; what was changed or moved does not open but throws. */
export type Seal = {
  readonly sealBytes: (plain: Buffer, context: SealContext) => Buffer;
  readonly openBytes: (sealed: Buffer, context: SealContext) => Buffer;
};

/** Evidence in GridFS, twice: sealed as received, and a working copy of pictures. At most `maxBytes` each (10 MB). */
export function createFileStore(
  connection: Connection,
  seal: Seal,
  maxBytes = maxBytesDefault,
): EvidenceStore {
  const documents = connection.collection<FileDocument>(collectionName);
  const originals = createBlobs(connection, originalsBucket);
  const copies = createBlobs(connection, copiesBucket);
  const isShown = { hidden: { $exists: false } } as const;
  const findDocument = (id: string) => documents.findOne({ _id: { $eq: id }, ...isShown });

  return {
    async save({ bytes, thumbnail, ...input }) {
      if (bytes.length > maxBytes) throw new FileError('file_too_large');
      const stored = await documents.findOne({ _id: { $eq: input.id } });
      if (stored !== null) return toEvidenceFile(stored);
      const type = (await detectType(bytes)) ?? detectCsv(input.name, bytes);
      if (type === undefined) {
        throw new FileError(bytes.length === 0 ? 'file_unreadable' : 'file_type_refused');
      }
      const copy = await makeCopy(bytes, type, thumbnail);
      const faults = type.isPicture && copy !== undefined ? await findPictureFaults(copy) : [];
      const { id, ...rest } = input;
      const document: FileDocument = {
        _id: id,
        v: 1,
        ...rest,
        mimeType: type.mimeType,
        sizeBytes: bytes.length,
        sha256: toSha256(bytes),
        ...(faults.length > 0 && { faults }),
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
      const copyId = (await findDocument(id))?.workingCopyId;
      if (copyId === undefined) return undefined;
      // Boxes set at this moment replace the copy: then the new one is the one to show.
      const bytes = await copies.get(copyId).catch(async (error: unknown) => {
        const laterId = (await findDocument(id))?.workingCopyId;
        if (laterId === undefined || laterId === copyId) throw error;
        return copies.get(laterId);
      });
      return { bytes, mimeType: workingCopyType };
    },
    async openOriginal(id) {
      const document = await findDocument(id);
      return document === null ? undefined : openSealed(document);
    },
    async setBoxes(id, boxes) {
      const document = await findDocument(id);
      const isPicture = document?.mimeType.startsWith('image/') === true;
      if (document?.workingCopyId === undefined || !isPicture) return undefined;
      const copy = await makeWorkingCopy(await openSealed(document), document.mimeType, boxes);
      if (copy === undefined) return undefined;
      const workingCopyId = await copies.put(copy);
      const before = await documents.findOneAndUpdate(
        { _id: { $eq: id } },
        { $set: { boxes, workingCopyId } },
        { returnDocument: 'before' },
      );
      await removeIfPresent(copies, before?.workingCopyId);
      return toEvidenceFile({ ...document, boxes, workingCopyId });
    },
    async assignTicket(ids, ticketId) {
      await documents.updateMany({ _id: { $in: [...ids] } }, { $set: { ticketId } });
    },
    async remove(ids) {
      for (const id of ids) {
        const removed = await documents.findOneAndDelete({
          _id: { $eq: id },
          ticketId: { $exists: false },
        });
        // A death in between leaves blobs without a document, which the sweep of orphans removes.
        if (removed === null) continue;
        await originals.remove(removed.originalId);
        await removeIfPresent(copies, removed.workingCopyId);
      }
    },
    async listForTicket(ticketId) {
      const found = documents
        .find({ ticketId: { $eq: ticketId }, ...isShown })
        .sort({ receivedAt: 1, _id: 1 });
      return (await found.toArray()).map(toEvidenceFile);
    },
  };

  async function openSealed({ _id: id, originalId, sha256 }: FileDocument): Promise<Buffer> {
    const bytes = seal.openBytes(await originals.get(originalId), toOriginalContext(id));
    if (toSha256(bytes) !== sha256) throw new Error('evidence differs from its SHA-256');
    return bytes;
  }

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
      const winner = await documents.findOne({ _id: { $eq: id } });
      if (winner === null) throw error;
      return winner;
    }
  }
}

/** Indexes that the reads above need; run at start under the migrations' lease. */
export async function createFileIndexes(connection: Connection): Promise<void> {
  const files = connection.collection(collectionName);
  await files.createIndex({ ticketId: 1, receivedAt: 1 }, { name: 'by_ticket', sparse: true });
  await files.createIndex({ originalId: 1 }, { name: 'by_original' });
  await files.createIndex({ workingCopyId: 1 }, { name: 'by_copy', sparse: true });
}

/** Of a picture, or of the still that came with a video; a still that cannot be read is left out. */
async function makeCopy(
  bytes: Buffer,
  type: DetectedType,
  thumbnail: Buffer | undefined,
): Promise<Buffer | undefined> {
  if (type.isPicture) return makeWorkingCopy(bytes, type.mimeType);
  if (thumbnail === undefined) return undefined;
  const still = await detectType(thumbnail);
  if (still?.isPicture !== true) return undefined;
  return makeWorkingCopy(thumbnail, still.mimeType).catch(() => undefined);
}

async function removeIfPresent(blobs: Blobs, id: string | undefined): Promise<void> {
  if (id !== undefined) await blobs.remove(id);
}

function toSha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function isDuplicate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11_000;
}
