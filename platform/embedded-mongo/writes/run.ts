import { decodeDocument } from '../bson/decode.ts';
import { MongoError } from '../errors.ts';
import { openMatches, walkMatches } from '../planner/matches.ts';
import { compileSort } from '../query/index.ts';
import type { Collection } from '../storage/collection.ts';
import type { Stored } from '../storage/documents.ts';
import type { Engine } from '../storage/engine.ts';
import { encodeKey } from '../storage/keys.ts';
import type { Turn } from '../storage/turns.ts';
import { type Change, compileWrite, type Insert, NOTHING, runInsert } from './statement.ts';
import type { Outcome, Statement } from './statement.ts';

/** How long one command, and one search, may hold a write transaction, in ms. */
const BATCH_MS = 5;
const SEARCH_MS = 4;
/** As many documents as one write changes before it lets others in. */
const CHUNK = 200;
const MAX_WRITES = 100_000;
const ID_ONLY = new Set(['_id']);

/**
 * Runs the writes of one command in their order, as many as fit into one commit together. One
 * that cannot be compiled or run fails alone; an ordered batch ends there.
 */
export async function runWrites(
  engine: Engine,
  turn: Turn,
  writes: readonly (Insert | Change)[],
  isOrdered = true,
): Promise<Outcome[]> {
  if (writes.length === 0 || writes.length > MAX_WRITES) {
    throw new MongoError('InvalidLength', `a batch has 1 to ${MAX_WRITES} writes`);
  }
  const outcomes: Outcome[] = [];
  const isOver = (done: readonly Outcome[]) => isOrdered && done.at(-1)?.error !== undefined;
  while (outcomes.length < writes.length && !isOver(outcomes)) {
    const { done, slow } = await engine.store.write(() => {
      const part: Outcome[] = [];
      const until = performance.now() + BATCH_MS;
      for (const write of writes.slice(outcomes.length, outcomes.length + CHUNK)) {
        const result = attempt(engine, write);
        if ('query' in result) return { done: part, slow: result };
        part.push(result);
        if (isOver(part) || performance.now() > until) break;
      }
      return { done: part, slow: undefined };
    });
    outcomes.push(...done);
    if (slow !== undefined) outcomes.push(await runSlowly(engine, slow, turn).catch(toFailure));
    if (outcomes.length < writes.length) await turn.yieldIfDue();
  }
  return outcomes;
}

function toFailure(error: unknown): Outcome {
  if (error instanceof MongoError) return { ...NOTHING, error };
  throw error;
}

/** Searches and changes in one step, inside a write; gives back what takes too long for that. */
function attempt(engine: Engine, write: Insert | Change): Outcome | Statement {
  try {
    if (write.kind === 'insert') return runInsert(engine, write);
    const statement = compileWrite(engine, write);
    const collection = engine.catalog.find(statement.namespace);
    const found = collection === undefined ? [] : findNow(engine, collection, statement);
    if (found === undefined) return statement;
    if (collection === undefined || found.length === 0) return statement.otherwise?.() ?? NOTHING;
    return found.map((stored) => statement.change(collection, stored)).reduce(add);
  } catch (error) {
    return toFailure(error);
  }
}

function add(total: Outcome, next: Outcome): Outcome {
  const matched = total.matched + next.matched;
  return { ...next, matched, changed: total.changed + next.changed };
}

function findNow(
  engine: Engine,
  collection: Collection,
  { query, isMulti }: Statement,
): Stored[] | undefined {
  const plan = query.plan(collection);
  const until = performance.now() + SEARCH_MS;
  const isOver = (): boolean => performance.now() > until;
  const { sort = {} } = query.request;
  const order = plan.isSorted ? undefined : compileSort(sort, query.options.collation);
  const found: Stored[] = [];
  for (const match of walkMatches(engine.store, collection, query, plan, isOver)) {
    if (match === 'pause' || found.length > CHUNK) return undefined;
    const { id, bytes, document = decodeDocument(bytes) } = match;
    const stored = { id, document };
    const [best] = found;
    if (isMulti || best === undefined) found.push(stored);
    else if (order !== undefined && order(stored.document, best.document) < 0) found[0] = stored;
    if (!isMulti && order === undefined) break;
  }
  return found;
}

/**
 * Searches in slices outside of any write, then changes what still fits, in short writes: others
 * may read and write between two of them.
 */
export async function runSlowly(engine: Engine, statement: Statement, turn: Turn) {
  const { namespace, query, isMulti, otherwise } = statement;
  for (;;) {
    const matches = openMatches(engine, namespace, query, isMulti ? {} : { limit: 1 });
    const ids: Buffer[] = [];
    while (!matches.isDone()) {
      for (const bytes of await matches.pull(CHUNK, Number.POSITIVE_INFINITY, turn)) {
        ids.push(encodeKey([decodeDocument(bytes, 0, ID_ONLY)['_id']]));
      }
    }
    let total = NOTHING;
    for (let at = 0; at < ids.length; await turn.yieldIfDue()) {
      const some = ids.slice(at, at + CHUNK);
      const part = await engine.store.write(() => changeSome(engine, statement, some));
      total = add(total, part.outcome);
      at += part.done;
    }
    // The only match may have been overtaken by another write: then it looks again.
    const isSettled = total.matched > 0 || ids.length === 0 || isMulti;
    if (!isSettled) continue;
    return total.matched > 0 || otherwise === undefined ? total : engine.store.write(otherwise);
  }
}

/** Reads documents again inside a write and changes those that are there and still fit. */
function changeSome(engine: Engine, { namespace, query, change }: Statement, ids: Buffer[]) {
  const until = performance.now() + SEARCH_MS;
  const collection = engine.catalog.find(namespace);
  let outcome = NOTHING;
  let done = 0;
  for (const id of ids) {
    const bytes = collection && engine.store.get(Buffer.concat([collection.prefix, id]));
    const document = bytes && decodeDocument(bytes);
    if (collection && document && query.test(document)) {
      outcome = add(outcome, change(collection, { id, document }));
    }
    done++;
    if (performance.now() > until) break;
  }
  return { outcome, done };
}
