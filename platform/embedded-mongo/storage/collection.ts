import { readBounds, type Conditions } from '../planner/bounds.ts';
import { compileFilter, isDocument } from '../query/index.ts';
import type { Document } from '../types.ts';

/** An index as it is kept in memory; `spec` is what listIndexes shows. */
export interface Index {
  readonly id: number;
  readonly prefix: Buffer;
  readonly name: string;
  readonly spec: Document;
  readonly key: Document;
  /** The paths of its fields, as they are written and in their parts. */
  readonly names: readonly string[];
  readonly paths: readonly (readonly string[])[];
  readonly directions: readonly (1 | -1)[];
  readonly isUnique: boolean;
  readonly isSparse: boolean;
  readonly partial: Conditions | undefined;
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
  /** The documents themselves, which lie in the order of `_id`. */
  readonly primary: Index;
  indexes: Index[];
  count: number;
}

/** The first four bytes of every key of a collection or an index. */
export function toPrefix(id: number): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(id);
  return prefix;
}

/** A collection from what the catalog stores; its documents are counted apart. */
export function readCollection({ namespace, id, uuid, indexes }: Document): Collection {
  const spec = { v: 2, key: { _id: 1 }, name: '_id_', unique: true };
  const primary = toIndex({ id, spec });
  const list: unknown[] = Array.isArray(indexes) ? indexes : [];
  return {
    namespace: String(namespace),
    id: primary.id,
    prefix: primary.prefix,
    uuid: String(uuid),
    primary,
    indexes: list.filter(isDocument).map(toIndex),
    count: 0,
  };
}

/** What the catalog stores of a collection. */
export function toStored({ namespace, id, uuid, indexes }: Collection): Document {
  const stored = indexes.map(({ id: own, spec, isMultikey, isBuilding }) => {
    return { id: own, spec, isMultikey, isBuilding };
  });
  return { namespace, id, uuid, indexes: stored };
}

/** An index from what the catalog stores, with what is worked out from its specification. */
export function toIndex({ id, spec: stored, isMultikey, isBuilding }: Document): Index {
  const spec = isDocument(stored) ? stored : {};
  const { partialFilterExpression: partial, expireAfterSeconds: ttl } = spec;
  const key = isDocument(spec['key']) ? spec['key'] : {};
  const names = Object.keys(key);
  return {
    id: Number(id),
    prefix: toPrefix(Number(id)),
    name: String(spec['name']),
    spec,
    key,
    names,
    paths: names.map((name) => name.split('.')),
    directions: Object.values(key).map((direction) => (Number(direction) < 0 ? -1 : 1)),
    isUnique: spec['unique'] === true,
    isSparse: spec['sparse'] === true,
    partial: isDocument(partial) ? readBounds(partial) : undefined,
    matchesPartial: isDocument(partial) ? compileFilter(partial) : undefined,
    expireAfterSeconds: ttl === undefined ? undefined : Number(ttl),
    isMultikey: isMultikey === true,
    isBuilding: isBuilding === true,
  };
}
