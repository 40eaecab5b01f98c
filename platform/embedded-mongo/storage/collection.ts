import { readBounds } from '../planner/bounds.ts';
import { compileFilter, isDocument } from '../query/index.ts';
import type { Document } from '../types.ts';

/** An index as it is kept in memory; `spec` is what listIndexes shows. */
export type Index = ReturnType<typeof toIndex>;

/** A collection as it is kept in memory. Look it up anew after each wait: a drop replaces it. */
export type Collection = ReturnType<typeof toCollection>;

/** The first four bytes of every key of a collection or an index. */
export function toPrefix(id: number): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(id);
  return prefix;
}

/** A collection from what the catalog stores; its documents are counted apart. */
export function toCollection({ namespace, id, uuid, indexes }: Document) {
  const list: unknown[] = Array.isArray(indexes) ? indexes : [];
  // The documents themselves, which lie in the order of `_id`.
  const primary = toIndex({ id, spec: { v: 2, key: { _id: 1 }, name: '_id_', unique: true } });
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
  return { namespace, id, uuid, indexes: indexes.map(({ stored }) => stored) };
}

/** An index from what the catalog stores, with what is worked out from its specification. */
export function toIndex(stored: Document) {
  const { id, isMultikey, isBuilding } = stored;
  const spec = isDocument(stored['spec']) ? stored['spec'] : {};
  const { partialFilterExpression: partial, expireAfterSeconds: ttl } = spec;
  const key = isDocument(spec['key']) ? spec['key'] : {};
  const names = Object.keys(key);
  return {
    stored,
    id: Number(id),
    prefix: toPrefix(Number(id)),
    name: String(spec['name']),
    spec,
    key,
    /** The paths of its fields, as they are written and in their parts. */
    names,
    paths: names.map((name) => name.split('.')),
    directions: Object.values(key).map((direction) => (Number(direction) < 0 ? -1 : 1)),
    isUnique: spec['unique'] === true,
    isSparse: spec['sparse'] === true,
    partial: isDocument(partial) ? readBounds(partial) : undefined,
    matchesPartial: isDocument(partial) ? compileFilter(partial) : undefined,
    expireAfterSeconds: ttl === undefined ? undefined : Number(ttl),
    /** Some document has several entries. */
    isMultikey: isMultikey === true,
    /** Writers keep it up already, no query uses it yet. */
    isBuilding: isBuilding === true,
  };
}
