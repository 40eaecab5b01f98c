import type { IncomingMessage } from 'node:http';
import { HttpError } from './errors.ts';

export type BodyLimits = { readonly maxBytes: number; readonly timeoutMs: number };

/** A JSON body's limits unless its route says otherwise. */
export const jsonBodyLimits: BodyLimits = { maxBytes: 64 * 1024, timeoutMs: 3_000 };

/**
 * Reads the whole body as it came. Refuses with `request_too_large` or, when it has not all arrived
 * within `timeoutMs`, with `request_stalled`.
 */
export function readRawBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  const { maxBytes, timeoutMs } = limits;
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    return Promise.reject(new HttpError('request_too_large'));
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => {
      settle(() => reject(new HttpError('request_stalled')));
    }, timeoutMs);
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > maxBytes) settle(() => reject(new HttpError('request_too_large')));
    };
    const onEnd = (): void =>
      settle(() => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    const onBroken = (): void => settle(() => reject(new HttpError('request_stalled')));
    function settle(finish: () => void): void {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken);
      finish();
    }
    request.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken);
  });
}
