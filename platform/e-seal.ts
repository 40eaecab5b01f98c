import { DocumentError, type ESeal } from '../tickets/index.ts';
import type { Fetch } from './http/fetch.ts';

export type ESealConfig = { readonly url: string; readonly token: string };

const timeoutMs = 30_000;

/**
 * Electronic seals over HTTP. Posts the PDF as the body; who seals and which number it bears stand in the headers,
 * percent-encoded. The answer is the sealed PDF, at most `maxBytes`. Nothing of the matter but the paper leaves.
 */
export function createHttpESeal(
  { url, token }: ESealConfig,
  fetch: Fetch,
  maxBytes: number,
): ESeal {
  return async function seal({ id, organName, number }, pdf) {
    const answer = await send(
      {
        authorization: `Bearer ${token}`,
        'content-type': 'application/pdf',
        'idempotency-key': id,
        'x-organ': encodeURIComponent(organName),
        'x-document-number': encodeURIComponent(number?.text ?? ''),
      },
      pdf,
    );
    if (!answer.ok) refuse(`HTTP ${answer.status}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (bytes.subarray(0, 5).toString('latin1') !== '%PDF-') refuse('no PDF');
    if (bytes.length > maxBytes) refuse('too large');
    return bytes;
  };

  async function send(
    headers: Readonly<Record<string, string>>,
    pdf: Uint8Array,
  ): Promise<Response> {
    const signal = AbortSignal.timeout(timeoutMs);
    const body = new Uint8Array(pdf);
    try {
      return await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' });
    } catch {
      throw new DocumentError('document_seal_unreachable');
    }
  }
}

function refuse(detail: string): never {
  throw new DocumentError('document_seal_refused', { detail });
}
