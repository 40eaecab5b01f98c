import {
  collectionName,
  copiesBucket,
  originalsBucket,
  toOriginalContext,
} from './file-document.ts';
import { handedInFolder } from './handed-in-store.ts';
import { paperFolder } from './paper-store.ts';
import type { SealedFolder } from './sealed-bytes.ts';

/** A bucket, and the collection whose documents point into it by `field`. */
export type PointedBucket = {
  readonly collection: string;
  readonly bucketName: string;
  readonly field: 'originalId' | 'workingCopyId';
};

/** Those whose bytes are sealed, with the context of each. */
export const sealedBuckets: readonly SealedFolder[] = [
  { collection: collectionName, bucketName: originalsBucket, toContext: toOriginalContext },
  handedInFolder,
  paperFolder,
];

export const pointedBuckets: readonly PointedBucket[] = [
  ...sealedBuckets.map(({ collection, bucketName }) => ({
    collection,
    bucketName,
    field: 'originalId' as const,
  })),
  { collection: collectionName, bucketName: copiesBucket, field: 'workingCopyId' },
];
