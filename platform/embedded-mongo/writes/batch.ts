import { MongoError } from '../errors.ts';
import type { Engine } from '../storage/engine.ts';
import type { Turn } from '../storage/turns.ts';
import type { Document } from '../types.ts';
import { TOO_LONG } from './change.ts';
import type { Effect, Statement } from './statements.ts';

/** How long the statements of one command may hold a write transaction, in ms. */
const BATCH_MS = 5;

/** The outcome of one statement, at its place in the command. */
export type Outcome =
  | { readonly kind: 'done'; readonly index: number; readonly effect: Effect }
  | { readonly kind: 'failed'; readonly index: number; readonly error: MongoError };

/** Makes the statement at one place; it may throw a MongoError, which is that statement's outcome. */
export type CompileStatement = (index: number) => Statement;

/**
 * Runs the statements of one command in their order, as many as fit into one write together.
 * An ordered batch ends at the first failure.
 */
export async function runBatch(
  engine: Engine,
  count: number,
  isOrdered: boolean,
  turn: Turn,
  compile: CompileStatement,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = 0;
  while (next < count) {
    const from = next;
    const part = await engine.store.write(() => runPart(from, count, isOrdered, compile));
    for (const outcome of part.outcomes) outcomes.push(outcome);
    next = part.next;
    if (part.slow !== undefined) {
      outcomes.push(await runSlow(part.slow, next++, turn));
    }
    if (isOrdered && outcomes.at(-1)?.kind === 'failed') break;
    if (next < count) await turn.yieldIfDue();
  }
  return outcomes;
}

interface Part {
  readonly outcomes: Outcome[];
  readonly next: number;
  readonly slow?: Statement;
}

function runPart(from: number, count: number, isOrdered: boolean, compile: CompileStatement): Part {
  const until = performance.now() + BATCH_MS;
  const outcomes: Outcome[] = [];
  let index = from;
  for (; index < count && performance.now() < until; index++) {
    const outcome = attempt(index, compile);
    if (outcome.kind === 'slow') return { outcomes, next: index, slow: outcome.statement };
    outcomes.push(outcome);
    if (isOrdered && outcome.kind === 'failed') break;
  }
  return { outcomes, next: index };
}

type Attempt = Outcome | { readonly kind: 'slow'; readonly statement: Statement };

function attempt(index: number, compile: CompileStatement): Attempt {
  try {
    const statement = compile(index);
    const effect = statement.runNow();
    return effect === TOO_LONG ? { kind: 'slow', statement } : { kind: 'done', index, effect };
  } catch (error) {
    return toFailure(index, error);
  }
}

async function runSlow(statement: Statement, index: number, turn: Turn): Promise<Outcome> {
  try {
    return { kind: 'done', index, effect: await statement.run(turn) };
  } catch (error) {
    return toFailure(index, error);
  }
}

function toFailure(index: number, error: unknown): Outcome {
  if (error instanceof MongoError) return { kind: 'failed', index, error };
  throw error;
}

/** The failures as `writeErrors` lists them. */
export function toWriteErrors(outcomes: readonly Outcome[]): Document[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.kind === 'done') return [];
    const { index, error } = outcome;
    return [{ index, code: error.code, errmsg: error.message, ...error.extra }];
  });
}
