import { createHash } from 'node:crypto';
import type { UnitDesk } from '../../admin/index.ts';
import { bigrams } from '../../platform/fold/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import { createReadFile } from '../../platform/read-files/index.ts';
import { newId } from '../../platform/seal/index.ts';
import type { House } from './house.ts';

const lease = 'organisation';
const leaseMs = 10_000;

/** The organisation tree and the lists that go with it. */
export function openUnitDesk(house: House): UnitDesk {
  const { database, leases, units, unitStore, certificates, profiles, now } = house;
  return {
    tree: units,
    store: unitStore,
    powers: mongo.createPowerStore(database),
    remits: mongo.createRemitStore(database),
    certificates,
    listAreas: () => profiles.findAt(now()).areas.filter(({ isRetired }) => isRetired !== true),
    createId: newId,
    toId: (...parts) => createHash('sha256').update(JSON.stringify(parts)).digest('base64url'),
    async changeAlone(change) {
      const done = await leases.withLease(lease, leaseMs, change);
      return done.kind === 'done' ? done.result : undefined;
    },
    readFile: createReadFile(),
    bigrams,
  };
}
