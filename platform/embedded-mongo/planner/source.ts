import { justAfter, type Collection } from '../storage/collection.ts';
import type { Entry, Range, Store } from '../storage/store.ts';
import type { Plan } from './plan.ts';

/** A stored document: the key of its `_id` and its bytes. */
export interface Found {
  readonly id: Buffer;
  readonly bytes: Buffer;
}

/** Walks a plan's scans. Between two turns of the event loop it must be paused. */
export interface Source {
  /** The next candidate, or undefined at the end. */
  next(): Found | undefined;
  /** The next candidate's id alone, for counting. */
  nextId(): Buffer | undefined;
  /** Lets go of the store's cursor; the walk goes on behind the last key, in a newer state. */
  pause(): void;
}

/** Opens a walk over what a plan finds, each document once. */
export function createSource(store: Store, collection: Collection, plan: Plan): Source {
  const steps = plan.scans.flatMap(({ ranges, ...scan }) => {
    const inOrder = scan.isReverse ? ranges.toReversed() : ranges;
    return inOrder.map((range) => ({ ...scan, range }));
  });
  const seen = plan.scans.some(({ mayRepeat }) => mayRepeat) ? new Set<string>() : undefined;
  let at = 0;
  let rest = steps[0]?.range;
  let cursor: Iterator<Entry> | undefined;

  function nextEntry(): Entry | undefined {
    for (; rest !== undefined; rest = steps[++at]?.range) {
      const step = steps[at];
      const entry = step?.isLookup === true ? lookUp(rest) : walk(rest, step?.isReverse === true);
      if (entry !== undefined) return entry;
      cursor = undefined;
    }
    return undefined;
  }

  /** The entry of a whole key: nothing is left of the range then. */
  function lookUp({ start: key, end }: Range): Entry | undefined {
    rest = { start: end, end };
    const value = key === end ? undefined : store.get(key);
    return value && { key, value };
  }

  function walk(range: Range, isReverse: boolean): Entry | undefined {
    cursor ??= store.entries({ ...range, isReverse })[Symbol.iterator]();
    const { done, value } = cursor.next();
    if (done === true) return undefined;
    const { start, end } = range;
    rest = isReverse ? { start, end: value.key } : { start: justAfter(value.key), end };
    return value;
  }

  /** The next entry of a document that was not met before, and its id. */
  function nextNew(): { readonly id: Buffer; readonly value: Buffer } | undefined {
    for (let entry = nextEntry(); entry !== undefined; entry = nextEntry()) {
      const { key, value } = entry;
      const id = steps[at]?.index === undefined ? key.subarray(collection.prefix.length) : value;
      const text = seen && id.toString('latin1');
      if (text !== undefined && seen?.has(text) === true) continue;
      if (text !== undefined) seen?.add(text);
      return { id, value };
    }
    return undefined;
  }

  return {
    next() {
      for (let found = nextNew(); found !== undefined; found = nextNew()) {
        const { id, value } = found;
        if (steps[at]?.index === undefined) return { id, bytes: value };
        const bytes = store.get(Buffer.concat([collection.prefix, id]));
        if (bytes !== undefined) return { id, bytes };
      }
      return undefined;
    },
    nextId: () => nextNew()?.id,
    pause() {
      cursor?.return?.();
      cursor = undefined;
    },
  };
}
