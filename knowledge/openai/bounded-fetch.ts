import { LanguageModelError } from '../rewrite/index.ts';

export type Fetch = typeof globalThis.fetch;

/**
 * A fetch that reads at most so many bytes of an answer, whatever its headers promise, and follows no redirect: what
 * was asked goes to the configured host and nowhere else.
 */
export function createBoundedFetch(fetch: Fetch, mostBytes: number): Fetch {
  return async function boundedFetch(url, init) {
    const response = await fetch(url, { ...init, redirect: 'error' });
    const bytes = await readAtMost(response, mostBytes);
    const { status, headers } = response;
    return new Response(bytes.length === 0 ? null : bytes, { status, headers });
  };
}

async function readAtMost(response: Response, mostBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop cancels the rest of the body.
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > mostBytes) throw new LanguageModelError('model_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
