import type { HttpContext } from './app.ts';
import { HttpError } from './errors.ts';

/** How many uploads may be under way at once in this process; each may hold 10 MB for two minutes. */
export type UploadLimits = { readonly perClient: number; readonly everywhere: number };

const uploadLimits: UploadLimits = { perClient: 8, everywhere: 32 };
const retryAfterS = 5;

/** Refuses an upload before its first byte is read while too many are under way: `too_many_requests`. */
export function createLimitUploads({ perClient, everywhere }: UploadLimits = uploadLimits) {
  const running = new Map<string, number>();
  let total = 0;

  return async function limitUploads(
    ctx: HttpContext,
    next: () => Promise<unknown>,
  ): Promise<void> {
    const client = ctx.state.clientAddress;
    const own = running.get(client) ?? 0;
    if (own >= perClient || total >= everywhere) {
      throw new HttpError('too_many_requests', { retryAfterS });
    }
    running.set(client, own + 1);
    total += 1;
    try {
      await next();
    } finally {
      total -= 1;
      const left = (running.get(client) ?? 1) - 1;
      if (left > 0) running.set(client, left);
      else running.delete(client);
    }
  };
}
