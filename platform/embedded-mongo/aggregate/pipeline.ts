import type { Collation, Document } from '../types.ts';

/** What a pipeline needs from the server. */
export interface PipelineContext {
  /** Finds documents of another collection of the database, by an index where one serves. */
  readonly lookup: (from: string, filter: Document) => Documents;
  readonly now: Date;
  readonly let?: Document | undefined;
  /** Folds strings in `$match`; every other use of a collation is refused. */
  readonly collation?: Collation | undefined;
  /** Lets other clients in when this one has run for long enough. */
  readonly yieldIfDue: () => Promise<void>;
  /** What each `$group`, `$sort` and `$facet` may hold; code 292 beyond it. */
  readonly memoryLimitBytes: number;
}

export type Documents = AsyncIterable<Document> | Iterable<Document>;

/** A compiled stage. */
export type Stage = (input: Documents) => AsyncIterable<Document>;

/** Passes documents on and yields to other clients now and then. */
export async function* paced(input: Documents, context: PipelineContext): AsyncIterable<Document> {
  let count = 0;
  for await (const document of input) {
    count += 1;
    if (count % 64 === 0) await context.yieldIfDue();
    yield document;
  }
}
