/** Services that speak OpenAI's API: a language model and embeddings. The one driver in this pure room. */
export type { OpenAiOptions } from './client.ts';
export { createOpenAiEmbeddings, type EmbedTexts } from './embeddings.ts';
export { createOpenAiModel } from './model.ts';
export { readVote } from './read-vote.ts';
