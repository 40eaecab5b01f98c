import { createOpenAiEmbeddings, type Mask } from '../../knowledge/index.ts';
import { createFetch } from '../../platform/http/index.ts';
import { createMeaning, type Meaning } from '../../platform/search-index/index.ts';
import type { House } from './house.ts';

/** Entries found by meaning too, where an embedding model is configured. */
export async function openMeaning(
  { config, knowledge: store, now, log }: House,
  folder: string,
  mask: Mask,
): Promise<Meaning | undefined> {
  const { embeddingModel: model, baseUrl: baseURL, apiKey } = config.openAi ?? {};
  if (model === undefined || baseURL === undefined || apiKey === undefined) return undefined;
  const fetch = await createFetch(config.httpsProxy);
  const embed = createOpenAiEmbeddings({ apiKey, baseURL, model, fetch });
  return createMeaning({ store, folder, model, embed, mask, now, log });
}
