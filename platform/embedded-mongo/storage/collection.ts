import { MongoError } from '../errors.ts';
import { documentsOf } from '../planner/conditions.ts';
import { compileFilter, isDocument } from '../query/index.ts';
import type { Document } from '../types.ts';

export interface IndexField {
  readonly path: string;
  readonly parts: readonly string[];
  readonly direction: 1 | -1;
}

/** An index as it is kept in memory; `spec` is what listIndexes shows. */
export interface Index {
  readonly id: number;
  readonly prefix: Buffer;
  readonly name: string;
  readonly spec: Document;
  readonly key: Document;
  readonly fields: readonly IndexField[];
  readonly paths: readonly (readonly string[])[];
  readonly directions: readonly number[];
  readonly isUnique: boolean;
  readonly isSparse: boolean;
  readonly partial: Document | undefined;
  readonly matchesPartial: ((document: Document) => boolean) | undefined;
  readonly expireAfterSeconds: number | undefined;
  isMultikey: boolean;
  isBuilding: boolean;
}

/** A collection as it is kept in memory. Look it up anew after each wait: a drop replaces it. */
export interface Collection {
  readonly namespace: string;
  readonly id: number;
  readonly prefix: Buffer;
  readonly uuid: string;
  indexes: Index[];
  count: number;
}

/** The first four bytes of every key of a collection or an index. */
export function toPrefix(id: number): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(id);
  return prefix;
}

/** A collection as the catalog stores it. */
export function fromCollection({ namespace, id, uuid, indexes }: Collection): Document {
  return {
    namespace,
    id,
    uuid,
    indexes: indexes.map((index) => ({
      id: index.id,
      spec: index.spec,
      isMultikey: index.isMultikey,
      isBuilding: index.isBuilding,
    })),
  };
}

/** A stored collection; its number of documents is kept apart. */
export function toCollection(stored: Document): Collection {
  const id = Number(stored['id']);
  return {
    namespace: String(stored['namespace']),
    id,
    prefix: toPrefix(id),
    uuid: String(stored['uuid']),
    indexes: documentsOf(stored['indexes']).map((index) => toIndex(toStoredIndex(index))),
    count: 0,
  };
}

type StoredIndex = Pick<Index, 'id' | 'spec' | 'isMultikey' | 'isBuilding'>;

function toStoredIndex(stored: Document): StoredIndex {
  return {
    id: Number(stored['id']),
    spec: documentOf(stored['spec']),
    isMultikey: stored['isMultikey'] === true,
    isBuilding: stored['isBuilding'] === true,
  };
}

function documentOf(value: unknown): Document {
  if (isDocument(value)) return value;
  throw new MongoError('InternalError', 'the catalog is damaged');
}

/** An index with what is worked out from its specification. */
export function toIndex({ id, spec, isMultikey, isBuilding }: StoredIndex): Index {
  const key = documentOf(spec['key']);
  const fields = Object.entries(key).map(([path, direction]): IndexField => {
    return { path, parts: path.split('.'), direction: Number(direction) < 0 ? -1 : 1 };
  });
  const filter = spec['partialFilterExpression'];
  const partial = isDocument(filter) ? filter : undefined;
  const ttl = spec['expireAfterSeconds'];
  return {
    id,
    prefix: toPrefix(id),
    name: String(spec['name']),
    spec,
    key,
    fields,
    paths: fields.map(({ parts }) => parts),
    directions: fields.map(({ direction }) => direction),
    isUnique: spec['unique'] === true,
    isSparse: spec['sparse'] === true,
    partial,
    matchesPartial: partial === undefined ? undefined : compileFilter(partial),
    expireAfterSeconds: ttl === undefined ? undefined : Number(ttl),
    isMultikey,
    isBuilding,
  };
}
