import { setTimeout as sleep } from 'node:timers/promises';
import type { Leases } from '../../platform/mongo/index.ts';

const leaseMs = 10_000;
const askAgainMs = 20;
const mostAsks = 250;

/** Runs work under a lease, whoever asks waiting for their turn; throws after five seconds of others'. */
export function createOneByOne(leases: Pick<Leases, 'withLease'>, name: string) {
  return async function runAlone<Result>(work: () => Promise<Result>): Promise<Result> {
    for (let asked = 0; asked < mostAsks; asked += 1) {
      const done = await leases.withLease(name, leaseMs, work);
      if (done.kind === 'done') return done.result;
      await sleep(askAgainMs);
    }
    throw new Error(`${name} was not free in time`);
  };
}
