import { decodeDocument } from '../bson/decode.ts';
import { MongoError } from '../errors.ts';
import { openMatches } from '../planner/matches.ts';
import { walkMatches } from '../planner/walk.ts';
import { compileSort } from '../query/index.ts';
import type { Collection } from '../storage/collection.ts';
import type { Stored } from '../storage/documents.ts';
import type { Engine } from '../storage/engine.ts';
import { encodeKey } from '../storage/keys.ts';
import type { Turn } from '../storage/turns.ts';
import { type Effect, NOTHING, type Statement } from './statement.ts';

/** How long one command, and one search, may hold a write transaction, in ms. */
const BATCH_MS = 5;
const SEARCH_MS = 4;
/** As many documents as one write changes before it lets others in. */
const CHUNK = 200;
const ID_ONLY = new Set(['_id']);

/** What became of the statement at the same place in a command. */
export interface Outcome {
  readonly effect: Effect;
  readonly error?: MongoError;
}

/**
 * Runs the statements of one command in their order, as many as fit into one write together.
 * A statement that cannot be compiled or run fails alone; an ordered batch ends there.
 */
export async function runStatements(
  engine: Engine,
  turn: Turn,
  compilers: readonly (() => Statement)[],
  isOrdered = true,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const isOver = (done: readonly Outcome[]): boolean =>
    isOrdered && done.at(-1)?.error !== undefined;
  while (outcomes.length < compilers.length && !isOver(outcomes)) {
    const { done, slow } = await engine.store.write(() => {
      const part: Outcome[] = [];
      const until = performance.now() + BATCH_MS;
      for (const compile of compilers.slice(outcomes.length, outcomes.length + CHUNK)) {
        const result = attempt(engine, compile);
        if ('slow' in result) return { done: part, slow: result.slow };
        part.push(result);
        if (isOver(part) || performance.now() > until) break;
      }
      return { done: part, slow: undefined };
    });
    outcomes.push(...done);
    if (slow !== undefined) {
      outcomes.push(await runSlowly(engine, slow, turn).then((effect) => ({ effect }), toFailure));
    }
    if (outcomes.length < compilers.length) await turn.yieldIfDue();
  }
  return outcomes;
}

function toFailure(error: unknown): Outcome {
  if (error instanceof MongoError) return { effect: NOTHING, error };
  throw error;
}

/** Searches and changes in one step, inside a write; a search too long for that is `slow`. */
function attempt(engine: Engine, compile: () => Statement): Outcome | { slow: Statement } {
  try {
    const statement = compile();
    const collection = engine.catalog.find(statement.namespace);
    const found = collection === undefined ? [] : findNow(engine, collection, statement);
    if (found === undefined) return { slow: statement };
    let effect = NOTHING;
    if (collection === undefined || found.length === 0) effect = statement.otherwise?.() ?? effect;
    else for (const stored of found) effect = add(effect, statement.change(collection, stored));
    return { effect };
  } catch (error) {
    return toFailure(error);
  }
}

function add(total: Effect, effect: Effect): Effect {
  const matched = total.matched + effect.matched;
  return { ...effect, matched, changed: total.changed + effect.changed };
}

function findNow(
  engine: Engine,
  collection: Collection,
  { query, isMulti }: Statement,
): Stored[] | undefined {
  if (query === undefined) return [];
  const plan = query.plan(collection);
  const until = performance.now() + SEARCH_MS;
  const isOver = (): boolean => performance.now() > until;
  const { sort = {} } = query.request;
  const order = plan.isSorted ? undefined : compileSort(sort, query.options.collation);
  const found: Stored[] = [];
  for (const match of walkMatches(engine.store, collection, query, plan, isOver)) {
    if (match === 'pause' || found.length > CHUNK) return undefined;
    const stored = { id: match.id, document: decodeDocument(match.bytes) };
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
export async function runSlowly(engine: Engine, statement: Statement, turn: Turn): Promise<Effect> {
  for (;;) {
    const ids = await findIds(engine, statement, turn);
    let total = NOTHING;
    for (let at = 0; at < ids.length;) {
      const some = ids.slice(at, at + CHUNK);
      const part = await engine.store.write(() => changeSome(engine, statement, some));
      total = add(total, part.effect);
      at += part.done;
      await turn.yieldIfDue();
    }
    const { otherwise, isMulti } = statement;
    // What a single write had found was overtaken by another: it looks again.
    const isOvertaken = total.matched === 0 && ids.length > 0 && !isMulti;
    if (isOvertaken) continue;
    return total.matched > 0 || otherwise === undefined ? total : engine.store.write(otherwise);
  }
}

async function findIds(
  engine: Engine,
  { namespace, query, isMulti }: Statement,
  turn: Turn,
): Promise<Buffer[]> {
  const ids: Buffer[] = [];
  if (query === undefined) return ids;
  const matches = openMatches(engine, namespace, query, isMulti ? {} : { limit: 1 });
  while (!matches.isDone()) {
    for (const bytes of await matches.pull(CHUNK, Number.POSITIVE_INFINITY, turn)) {
      ids.push(encodeKey([decodeDocument(bytes, 0, ID_ONLY)['_id']]));
    }
  }
  return ids;
}

/** Reads documents again inside a write and changes those that are there and still fit. */
function changeSome(engine: Engine, { namespace, query, change }: Statement, ids: Buffer[]) {
  const until = performance.now() + SEARCH_MS;
  const collection = engine.catalog.find(namespace);
  let effect = NOTHING;
  let done = 0;
  for (const id of ids) {
    const bytes = collection && engine.store.get(Buffer.concat([collection.prefix, id]));
    const document = bytes && decodeDocument(bytes);
    if (collection && document && query?.test(document) === true) {
      effect = add(effect, change(collection, { id, document }));
    }
    done++;
    if (performance.now() > until) break;
  }
  return { effect, done };
}
