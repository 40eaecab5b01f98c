import type { OpenAI } from 'openai';
import { createBoundedFetch, type Fetch } from './bounded-fetch.ts';

/** Where the service is and who asks. Anything that speaks OpenAI's API will do. */
export type OpenAiOptions = {
  readonly apiKey: string;
  readonly baseURL: string;
  readonly model: string;
  readonly fetch: Fetch;
};

/** Longer than any deadline of ours: the signal ends a call. */
const timeoutMs = 60_000;

/** The package's client, loaded on first use. Tries once, logs nothing. */
export function createLoadClient(
  { apiKey, baseURL, fetch }: Omit<OpenAiOptions, 'model'>,
  mostBytes: number,
): () => Promise<OpenAI> {
  let client: Promise<OpenAI> | undefined;
  async function load(): Promise<OpenAI> {
    const { OpenAI: Client } = await import('openai');
    return new Client({
      apiKey,
      baseURL,
      organization: null,
      project: null,
      maxRetries: 0,
      timeout: timeoutMs,
      logLevel: 'off',
      fetch: createBoundedFetch(fetch, mostBytes),
    });
  }
  return () => (client ??= load());
}
