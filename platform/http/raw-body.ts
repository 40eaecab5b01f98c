import type { IncomingMessage } from 'node:http';
import { HttpError } from './errors.ts';

export type BodyLimits = { readonly maxBytes: number; readonly timeoutMs: number };

/** A JSON body's limits unless its route says otherwise. */
export const jsonBodyLimits: BodyLimits = { maxBytes: 64 * 1024, timeoutMs: 3_000 };

/** How much of a refused body is still read, so that the sender gets to see the answer. */
const LINGER_BYTES = 4 * 1024 * 1024;

/**
 * Reads the whole body as it came. Refuses with `request_too_large` or, when it has not all arrived
 * within `timeoutMs`, with `request_stalled`.
 */
export function readRawBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  const { maxBytes, timeoutMs } = limits;
  if (Number(request.headers['content-length'] ?? 0) > Math.max(maxBytes, LINGER_BYTES)) {
    return Promise.reject(new HttpError('request_too_large'));
  }
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => {
      settle(() => reject(new HttpError('request_stalled')));
    }, timeoutMs);
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else chunks = [];
      if (size > Math.max(maxBytes, LINGER_BYTES))
        settle(() => reject(new HttpError('request_too_large')));
    };
    const onEnd = (): void =>
      settle(() =>
        size > maxBytes
          ? reject(new HttpError('request_too_large'))
          : resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
      );
    const onBroken = (): void => settle(() => reject(new HttpError('request_stalled')));
    function settle(finish: () => void): void {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken);
      finish();
    }
    request.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken);
  });
}
