import type { mongo } from 'mongoose';
import type { Stored } from './collection.ts';

/** `taken`: a unique key of the document is there already. */
export type Inserted =
  | { readonly kind: 'stored' }
  | { readonly kind: 'taken' }
  | { readonly kind: 'failed'; readonly error: unknown };

const duplicateKeyCode = 11_000;

/** True for MongoDB's refusal of a second document under a unique key. */
export function isDuplicateKey(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && Reflect.get(error, 'code') === duplicateKeyCode
  );
}

/** Inserts all that can be inserted in one command, and says of each what became of it. Rejects when that is not known. */
export async function insertEach<Doc extends Stored>(
  collection: mongo.Collection<Doc>,
  documents: readonly mongo.OptionalUnlessRequiredId<Doc>[],
): Promise<readonly Inserted[]> {
  if (documents.length === 0) return [];
  try {
    await collection.insertMany(documents, { ordered: false });
    return documents.map(() => ({ kind: 'stored' }));
  } catch (error) {
    if (!isBulkWriteError(error) || error.result.getWriteConcernError() !== undefined) throw error;
    const failures = new Map([error.writeErrors].flat().map((failure) => [failure.index, failure]));
    return documents.map((_, index) => {
      const failure = failures.get(index);
      if (failure === undefined) return { kind: 'stored' };
      return failure.code === duplicateKeyCode
        ? { kind: 'taken' }
        : { kind: 'failed', error: failure };
    });
  }
}

function isBulkWriteError(error: unknown): error is mongo.MongoBulkWriteError {
  return error instanceof Error && error.name === 'MongoBulkWriteError';
}
