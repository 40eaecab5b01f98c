import { buffer } from 'node:stream/consumers';
import mongoose, { type Connection } from 'mongoose';

/** Bytes in GridFS under ids of their own; a blob is never changed once it is there. */
export type Blobs = {
  readonly put: (bytes: Buffer) => Promise<string>;
  readonly get: (id: string) => Promise<Buffer>;
  readonly remove: (id: string) => Promise<void>;
};

/** `bucketName` keeps sealed originals and working copies apart. */
export function createBlobs(connection: Connection, bucketName: string): Blobs {
  const { GridFSBucket, ObjectId } = mongoose.mongo;
  const openBucket = () => {
    const { db } = connection;
    if (db === undefined) throw new Error('the database connection is not open');
    return new GridFSBucket(db, { bucketName });
  };
  return {
    async put(bytes) {
      const upload = openBucket().openUploadStream(bucketName);
      await new Promise<void>((resolve, reject) => {
        upload.once('error', reject).once('finish', () => resolve());
        upload.end(bytes);
      });
      return upload.id.toString();
    },
    async get(id) {
      return buffer(openBucket().openDownloadStream(new ObjectId(id)));
    },
    async remove(id) {
      await openBucket().delete(new ObjectId(id));
    },
  };
}
