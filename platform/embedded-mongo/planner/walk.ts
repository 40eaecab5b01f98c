import { decodeDocument } from '../bson/decode.ts';
import type { Collection } from '../storage/collection.ts';
import { justAfter } from '../storage/keys.ts';
import type { Entry, Range, Store } from '../storage/store.ts';
import type { Document } from '../types.ts';
import type { Plan, Scan } from './plan.ts';
import type { Query } from './query.ts';

/** How many entries are read at once: few at first, more as a walk goes on. */
const CHUNK = { first: 4, most: 256 } as const;

/** A stored document: the key of its `_id`, its bytes, and the fields that a query had to read. */
interface Found {
  readonly id: Buffer;
  readonly bytes: Buffer;
  readonly document?: Document;
}

/**
 * Walks what a query finds, each document once; it may rest after any of them, and sees what was
 * written meanwhile. Says 'pause' after a document looked at when `isOver`.
 */
export function* walkMatches(
  store: Store,
  collection: Collection | undefined,
  query: Query,
  plan: Plan,
  isOver: () => boolean,
): Generator<Found | 'pause', undefined> {
  if (collection === undefined) return undefined;
  for (const { id, value } of walkEntries(store, collection, plan)) {
    const bytes = value ?? store.get(Buffer.concat([collection.prefix, id]));
    if (bytes !== undefined && plan.isExact && plan.isSorted) yield { id, bytes };
    else if (bytes !== undefined) {
      const document = decodeDocument(bytes, 0, query.fields);
      if (plan.isExact || query.test(document)) yield { id, bytes, document };
    }
    if (isOver()) yield 'pause';
  }
  return undefined;
}

/** Walks a plan's scans: the `_id` keys of candidates, with their bytes where they are at hand. */
export function* walkEntries(
  store: Store,
  { prefix }: Collection,
  { scans }: Plan,
): Generator<{ readonly id: Buffer; readonly value?: Buffer }, undefined> {
  const mayRepeat = scans.length > 1 || scans.some(({ index }) => index?.isMultikey === true);
  const seen = new Set<string>();
  for (const scan of scans) {
    for (const range of scan.isReverse ? scan.ranges.toReversed() : scan.ranges) {
      for (const { key, value } of readRange(store, scan, range)) {
        const found =
          scan.index === undefined ? { id: key.subarray(prefix.length), value } : { id: value };
        const text = mayRepeat ? found.id.toString('latin1') : '';
        if (seen.has(text)) continue;
        if (mayRepeat) seen.add(text);
        yield found;
      }
    }
  }
  return undefined;
}

function* readRange(store: Store, scan: Scan, { start, end }: Range): Generator<Entry, undefined> {
  const { isLookup, isReverse } = scan;
  if (isLookup) {
    const value = store.get(start);
    if (value !== undefined) yield { key: start, value };
    return undefined;
  }
  const rest = { start, end };
  for (let limit: number = CHUNK.first; ; limit = Math.min(limit * 4, CHUNK.most)) {
    const commits = store.commits();
    const entries = [...store.entries({ ...rest, isReverse, limit })];
    let last: Entry | undefined;
    for (const entry of entries) {
      yield entry;
      last = entry;
      // What was read ahead may have changed: it is read again.
      if (store.commits() !== commits) break;
    }
    const isEnd = entries.length < limit && last === entries.at(-1);
    if (last === undefined || isEnd) return undefined;
    if (isReverse) rest.end = last.key;
    else rest.start = justAfter(last.key);
  }
}
