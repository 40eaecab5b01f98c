import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpError } from './errors.ts';

/** So many requests within so many seconds. */
export type Allowance = { readonly points: number; readonly perS: number };

export type RateLimit = {
  /** Counts one request; throws `too_many_requests` with the seconds to wait. */
  readonly consume: (key: string) => Promise<void>;
  readonly countUsed: (key: string) => Promise<number>;
};

/** Counts requests by key in this process's memory. */
export function createRateLimit({ points, perS }: Allowance): RateLimit {
  const limiter = new RateLimiterMemory({ points, duration: perS });
  return {
    async consume(key) {
      try {
        await limiter.consume(key);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        const retryAfterS = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
        throw new HttpError('too_many_requests', { retryAfterS });
      }
    },
    async countUsed(key) {
      return (await limiter.get(key))?.consumedPoints ?? 0;
    },
  };
}
