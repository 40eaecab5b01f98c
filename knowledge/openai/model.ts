import { z } from 'zod';
import { type Completion, type LanguageModel, LanguageModelError } from '../rewrite/index.ts';
import { createLoadClient, type OpenAiOptions } from './client.ts';
import { toModelError } from './faults.ts';

/** A rewriting has 300 characters; this leaves room for JSON and headers of any service. */
const mostBytes = 65_536;

const CompletionSchema = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ total_tokens: z.int().nonnegative() }).nullish(),
});

/** A language model behind OpenAI's chat completions. Every failure is a LanguageModelError. */
export function createOpenAiModel(options: OpenAiOptions): LanguageModel {
  const loadClient = createLoadClient(options, mostBytes);
  return {
    async complete(asked) {
      const client = await loadClient();
      try {
        const answer: unknown = await client.chat.completions.create(toBody(options.model, asked), {
          signal: asked.signal,
        });
        return readCompletion(answer, asked);
      } catch (error) {
        throw toModelError(error, asked.signal);
      }
    },
  };
}

function toBody(model: string, { system, user, maxTokens }: Completion) {
  return {
    model,
    messages: [
      { role: 'system' as const, content: system },
      { role: 'user' as const, content: user },
    ],
    // The older name of the limit is the one that compatible services know.
    max_tokens: maxTokens,
    temperature: 0,
    response_format: { type: 'json_object' as const },
    stream: false as const,
  };
}

function readCompletion(answer: unknown, { system, user }: Completion) {
  const parsed = CompletionSchema.safeParse(answer);
  const choice = parsed.data?.choices[0];
  if (choice === undefined) throw new LanguageModelError('model_unreadable');
  const { finish_reason: end, message } = choice;
  const text = message.content ?? '';
  if (message.refusal || end === 'content_filter') throw new LanguageModelError('model_refused');
  if (text === '' || end === 'length') throw new LanguageModelError('model_unreadable');
  const counted = parsed.data?.usage?.total_tokens;
  return { text, tokens: counted ?? system.length + user.length + text.length };
}
