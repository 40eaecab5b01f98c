import { justAfter, type Collection } from '../storage/collection.ts';
import type { Entry, Range, Store } from '../storage/store.ts';
import type { Document } from '../types.ts';
import type { Plan, Scan } from './plan.ts';

/** How many entries are read at once: few at first, more as a walk goes on. */
const CHUNK = { first: 4, most: 256 } as const;

/** A stored document: the key of its `_id`, its bytes, and the fields that a query had to read. */
export interface Found {
  readonly id: Buffer;
  readonly bytes: Buffer;
  readonly document?: Document;
}

/** A candidate that may be gone already when it is read. */
export interface Candidate {
  readonly id: Buffer;
  readonly read: () => Buffer | undefined;
}

/** Walks a plan's scans; it may rest between two candidates, and sees what was written meanwhile. */
export type Source = Generator<Candidate, undefined>;

/** Opens a walk over what a plan finds, each document once. */
export function* createSource(
  store: Store,
  collection: Collection | undefined,
  { scans }: Plan,
): Source {
  const prefix = collection?.prefix ?? Buffer.alloc(0);
  const mayRepeat = scans.length > 1 || scans.some(({ index }) => index?.isMultikey === true);
  const seen = new Set<string>();
  for (const scan of scans) {
    for (const range of scan.isReverse ? scan.ranges.toReversed() : scan.ranges) {
      for (const { key, value } of entriesOf(store, scan, range)) {
        const isDocument = scan.index === undefined;
        const id = isDocument ? key.subarray(prefix.length) : value;
        const text = mayRepeat ? id.toString('latin1') : '';
        if (seen.has(text)) continue;
        if (mayRepeat) seen.add(text);
        yield { id, read: () => (isDocument ? value : store.get(Buffer.concat([prefix, id]))) };
      }
    }
  }
  return undefined;
}

function* entriesOf(store: Store, scan: Scan, whole: Range): Generator<Entry> {
  const { isLookup, isReverse } = scan;
  const single = isLookup ? store.get(whole.start) : undefined;
  if (single !== undefined) yield { key: whole.start, value: single };
  let rest = isLookup ? undefined : whole;
  for (let limit: number = CHUNK.first; rest !== undefined; limit *= 4) {
    limit = Math.min(limit, CHUNK.most);
    const entries = [...store.entries({ ...rest, isReverse, limit })];
    const commits = store.commits();
    let last: Buffer | undefined;
    for (const entry of entries) {
      yield entry;
      last = entry.key;
      // What was read ahead may have changed: it is read again.
      if (store.commits() !== commits) break;
    }
    if (last === undefined || (entries.length < limit && last === entries.at(-1)?.key)) return;
    const { start, end }: Range = rest;
    rest = isReverse ? { start, end: last } : { start: justAfter(last), end };
  }
}
