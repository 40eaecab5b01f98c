import { sweepOrphans } from '../../platform/files/index.ts';
import type { Channel } from '../channel.ts';
import { createFetchMedia } from '../media.ts';
import type { ChannelName } from '../message.ts';
import type { Bell } from '../stores.ts';
import type { House } from './house.ts';
import { repeat, type Repeated } from './repeat.ts';

const sweepEveryMs = 3600_000;
/** A sweep that lasts longer has lost its process. */
const leaseMs = 60_000;

type EvidencePorts = {
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly bell: Bell;
};

/** What people send as evidence: fetched by a job, and swept of bytes that no file points to, once an hour. */
export function openEvidence(house: House, ports: EvidencePorts) {
  const { database, leases, onError } = house;
  let sweeping: Repeated | undefined;

  // The ages of blobs are in their ids, by this machine's clock.
  const sweep = () =>
    leases.withLease('orphans', leaseMs, () => sweepOrphans(database.connection, new Date()));

  return {
    fetchMedia: createFetchMedia({ ...house, ...ports }),
    startSweeping(): void {
      sweeping = repeat(sweepEveryMs, sweep, onError);
    },
    async stop(): Promise<void> {
      await sweeping?.stop();
    },
  };
}
