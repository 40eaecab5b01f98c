import type { Collection } from '../storage/collection.ts';
import type { Entry, Range, Store } from '../storage/store.ts';
import type { Plan, Scan } from './plan.ts';

/** A stored document: the key of its `_id` and its bytes. */
export interface Found {
  readonly id: Buffer;
  readonly bytes: Buffer;
}

/** Walks a plan's scans. Between two turns of the event loop it must be paused. */
export interface Source {
  /** The next candidate, or undefined at the end. */
  next(): Found | undefined;
  /** The next entry's id alone, for counting. */
  nextId(): Buffer | undefined;
  /** Lets go of the store's cursor; the walk goes on behind the last key, in a newer state. */
  pause(): void;
}

interface Step {
  readonly scan: Scan;
  readonly range: Range;
}

/** Opens a walk over what a plan finds, each document once. */
export function createSource(store: Store, collection: Collection, plan: Plan): Source {
  const steps = plan.scans.flatMap(toSteps);
  const seen = plan.scans.some(({ mayRepeat }) => mayRepeat) ? new Set<string>() : undefined;
  let at = 0;
  let rest: Range | undefined;
  let cursor: Iterator<Entry> | undefined;

  function nextEntry(): { readonly scan: Scan; readonly entry: Entry } | undefined {
    for (let step = steps[at]; step !== undefined; step = steps[at]) {
      const entry = step.scan.isLookup ? lookUp(step) : walk(step);
      if (entry !== undefined) return { scan: step.scan, entry };
      at++;
      rest = undefined;
      cursor = undefined;
    }
    return undefined;
  }

  function lookUp({ range }: Step): Entry | undefined {
    if (rest !== undefined) return undefined;
    rest = range;
    const value = store.get(range.start);
    return value === undefined ? undefined : { key: range.start, value };
  }

  function walk({ scan, range }: Step): Entry | undefined {
    cursor ??= store.entries({ ...(rest ?? range), reverse: scan.isReverse })[Symbol.iterator]();
    const { done, value } = cursor.next();
    if (done === true) return undefined;
    const { key } = value;
    rest = scan.isReverse
      ? { start: range.start, end: key }
      : { start: Buffer.concat([key, Buffer.alloc(1)]), end: range.end };
    return value;
  }

  function isRepeat(id: Buffer): boolean {
    if (seen === undefined) return false;
    const text = id.toString('latin1');
    if (seen.has(text)) return true;
    seen.add(text);
    return false;
  }

  return {
    next() {
      for (let found = nextEntry(); found !== undefined; found = nextEntry()) {
        const { scan, entry } = found;
        const isTable = scan.index === undefined;
        const id = isTable ? entry.key.subarray(4) : entry.value;
        if (isRepeat(id)) continue;
        const bytes = isTable ? entry.value : store.get(Buffer.concat([collection.prefix, id]));
        if (bytes !== undefined) return { id, bytes };
      }
      return undefined;
    },
    nextId() {
      for (let found = nextEntry(); found !== undefined; found = nextEntry()) {
        const { scan, entry } = found;
        const id = scan.index === undefined ? entry.key : entry.value;
        if (!isRepeat(id)) return id;
      }
      return undefined;
    },
    pause() {
      cursor?.return?.();
      cursor = undefined;
    },
  };
}

function toSteps(scan: Scan): Step[] {
  const steps = scan.ranges.map((range) => ({ scan, range }));
  return scan.isReverse ? steps.toReversed() : steps;
}
