import { MongoError } from '../errors.ts';
import { compileSort, createSorter } from '../query/index.ts';
import type { Turn } from '../storage/turns.ts';
import type { Document } from '../types.ts';

/** MongoDB's limit on a sort in memory. */
const MEMORY_LIMIT_BYTES = 100 * 1024 * 1024;
/** As many documents as are sorted in one go without being felt. */
const RUN_LENGTH = 500;

interface Item {
  readonly document: Document;
  readonly bytes: Buffer;
}

export interface RunSorter {
  add(item: Item): void;
  /** All added documents' bytes in order, at most `limit`; others get their turn meanwhile. */
  drain(turn: Turn): AsyncGenerator<Buffer>;
}

/** Sorts in short runs and merges them, so that no step holds the thread for long. */
export function createRunSorter(spec: Document, limit: number): RunSorter {
  const compare = compileSort(spec);
  const isTop = limit <= RUN_LENGTH;
  const runs: Document[][] = [];
  const bytesOf = new Map<Document, Buffer>();
  let held = 0;
  let run: Document[] = [];

  function closeRun(): void {
    const sorter = createSorter(spec, { memoryLimitBytes: Number.POSITIVE_INFINITY });
    for (const document of run) sorter.push(document, document, 0);
    runs.push([...sorter.sorted()]);
    run = [];
  }

  /** Keeps the first documents only: the run before is merged into the newest. */
  function keepTop(): void {
    const [first = [], second = []] = runs.splice(0);
    const sorted = mergeTwo(first, second, compare);
    for (const dropped of sorted.slice(limit)) {
      held -= bytesOf.get(dropped)?.length ?? 0;
      bytesOf.delete(dropped);
    }
    runs.push(sorted.slice(0, limit));
  }

  return {
    add({ document, bytes }) {
      bytesOf.set(document, bytes);
      held += bytes.length;
      if (held > MEMORY_LIMIT_BYTES) throw memoryExceeded();
      run.push(document);
      if (run.length < RUN_LENGTH) return;
      closeRun();
      if (isTop && runs.length === 2) keepTop();
    },
    async *drain(turn) {
      closeRun();
      let left = limit;
      const heads = runs.map(() => 0);
      const heap = createHeap((a, b) => {
        const order = compare(headOf(runs, heads, a), headOf(runs, heads, b));
        return order === 0 ? a - b : order;
      });
      runs.forEach((sorted, i) => sorted.length > 0 && heap.push(i));
      for (let i = heap.pop(); i !== undefined && left > 0; i = heap.pop(), left--) {
        const document = headOf(runs, heads, i);
        yield bytesOf.get(document) ?? Buffer.alloc(0);
        heads[i] = (heads[i] ?? 0) + 1;
        if ((heads[i] ?? 0) < (runs[i]?.length ?? 0)) heap.push(i);
        await turn.yieldIfDue();
      }
    },
  };
}

function headOf(runs: readonly Document[][], heads: readonly number[], run: number): Document {
  return runs[run]?.[heads[run] ?? 0] ?? {};
}

type Compare<T> = (a: T, b: T) => number;

function mergeTwo<T>(a: readonly T[], b: readonly T[], compare: Compare<T>): T[] {
  const merged: T[] = [];
  let i = 0;
  for (const item of b) {
    for (let next = a[i]; next !== undefined && compare(next, item) <= 0; next = a[i]) {
      merged.push(next);
      i++;
    }
    merged.push(item);
  }
  return [...merged, ...a.slice(i)];
}

function createHeap(compare: Compare<number>) {
  const items: number[] = [];
  const isBefore = (i: number, j: number): boolean => compare(items[i] ?? 0, items[j] ?? 0) < 0;
  const swap = (i: number, j: number): void => {
    [items[i], items[j]] = [items[j] ?? 0, items[i] ?? 0];
  };
  return {
    push(item: number) {
      let at = items.push(item) - 1;
      for (let up = (at - 1) >> 1; at > 0 && isBefore(at, up); up = (at - 1) >> 1) {
        swap(at, up);
        at = up;
      }
    },
    pop(): number | undefined {
      if (items.length === 0) return undefined;
      swap(0, items.length - 1);
      const top = items.pop();
      for (let at = 0, next = 1; next < items.length; next = 2 * at + 1) {
        if (next + 1 < items.length && isBefore(next + 1, next)) next++;
        if (!isBefore(next, at)) break;
        swap(next, at);
        at = next;
      }
      return top;
    },
  };
}

function memoryExceeded(): MongoError {
  return new MongoError(
    'QueryExceededMemoryLimitNoDiskUseAllowed',
    `Sort exceeded memory limit of ${MEMORY_LIMIT_BYTES} bytes`,
  );
}
