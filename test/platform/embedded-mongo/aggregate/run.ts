import {
  type PipelineContext,
  runPipeline,
} from '../../../../platform/embedded-mongo/aggregate/index.ts';
import { compileFilter } from '../../../../platform/embedded-mongo/query/index.ts';
import type { Document } from '../../../../platform/embedded-mongo/types.ts';

/** Runs a pipeline over documents; `others` is what `$lookup` finds in any other collection. */
export async function run(
  documents: readonly Document[],
  pipeline: readonly Document[],
  others: readonly Document[] = [],
  context: Partial<PipelineContext> = {},
): Promise<Document[]> {
  const output = runPipeline(documents, pipeline, {
    now: new Date('2026-05-06T07:08:09Z'),
    memoryLimitBytes: 1e8,
    yieldIfDue: async () => undefined,
    lookup: (_, filter) => others.filter((document) => compileFilter(filter)(document)),
    ...context,
  });
  const found: Document[] = [];
  for await (const document of output) found.push(document);
  return found;
}

/** The value of one expression on one document. */
export async function evaluate(expression: unknown, document: Document = {}): Promise<unknown> {
  const [result] = await run([document], [{ $project: { _id: 0, value: expression } }]);
  return result?.['value'];
}
