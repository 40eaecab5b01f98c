import { z } from 'zod';
import { LanguageModelError } from '../rewrite/index.ts';
import { createLoadClient, type OpenAiOptions } from './client.ts';
import { toModelError } from './faults.ts';

/** Vectors of unit length, one for each text, all of one dimension. Fails with LanguageModelError only. */
export type EmbedTexts = (
  texts: readonly string[],
  signal: AbortSignal,
) => Promise<readonly Float32Array[]>;

/** The most texts that go out in one request; services take from 64 on. */
const mostTexts = 64;
/** 64 vectors of 4,096 numbers of 20 characters, three times over. */
const mostBytes = 16_777_216;

const EmbeddingsSchema = z.object({
  data: z.array(
    z.object({
      index: z.int().nonnegative(),
      embedding: z.array(z.number()).min(1).max(8192),
    }),
  ),
});

/** Embeddings of OpenAI's kind. `dimension` is the one that the index was built with; others are refused. */
export function createOpenAiEmbeddings(
  options: OpenAiOptions & { readonly dimension?: number },
): EmbedTexts {
  const loadClient = createLoadClient(options, mostBytes);
  const { model, dimension } = options;

  async function embedSome(input: string[], signal: AbortSignal) {
    const client = await loadClient();
    try {
      // The package asks for base64 by itself, which not every service knows.
      const body = { model, input, encoding_format: 'float' as const };
      const answer: unknown = await client.embeddings.create(body, { signal });
      return readVectors(answer, input.length);
    } catch (error) {
      throw toModelError(error, signal);
    }
  }

  return async function embedTexts(texts, signal) {
    const vectors: Float32Array[] = [];
    for (let from = 0; from < texts.length; from += mostTexts) {
      // One at a time: a first import of thousands must not flood the service.
      vectors.push(...(await embedSome(texts.slice(from, from + mostTexts), signal)));
    }
    const expected = dimension ?? vectors[0]?.length;
    if (vectors.some(({ length }) => length !== expected)) {
      throw new LanguageModelError('model_unreadable');
    }
    return vectors;
  };
}

function readVectors(answer: unknown, count: number): readonly Float32Array[] {
  const parsed = EmbeddingsSchema.safeParse(answer);
  const rows = parsed.data?.data.toSorted((a, b) => a.index - b.index) ?? [];
  const isComplete = rows.length === count && rows.every(({ index }, place) => index === place);
  if (!isComplete) throw new LanguageModelError('model_unreadable');
  return rows.map(({ embedding }) => toUnit(embedding));
}

/** A zero vector has no direction, and is no answer. */
function toUnit(numbers: readonly number[]): Float32Array {
  const length = Math.hypot(...numbers);
  if (!(length > 0) || !Number.isFinite(length)) throw new LanguageModelError('model_unreadable');
  return Float32Array.from(numbers, (number) => number / length);
}
