import {
  collectionName,
  copiesBucket,
  originalsBucket,
  toOriginalContext,
} from './file-document.ts';
import { handedInBucket, handedInCollection, toHandedInContext } from './handed-in-document.ts';

/** A bucket, and the collection whose documents point into it by `field`. */
export type PointedBucket = {
  readonly collection: string;
  readonly bucketName: string;
  readonly field: 'originalId' | 'workingCopyId';
};

export const pointedBuckets: readonly PointedBucket[] = [
  { collection: collectionName, bucketName: originalsBucket, field: 'originalId' },
  { collection: collectionName, bucketName: copiesBucket, field: 'workingCopyId' },
  { collection: handedInCollection, bucketName: handedInBucket, field: 'originalId' },
];

/** Those whose bytes are sealed, with the context of each. */
export const sealedBuckets = [
  { collection: collectionName, bucketName: originalsBucket, toContext: toOriginalContext },
  { collection: handedInCollection, bucketName: handedInBucket, toContext: toHandedInContext },
] as const;
