import type { DutyShift, DutyStore, DutyWeek } from '../../people/index.ts';
import type { Seal, SealContext, SealedValue } from '../seal/index.ts';
import { anything, defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type DutyDocument = {
  readonly _id: string;
  readonly v: number;
  readonly version: number;
  readonly shifts: readonly (Omit<DutyShift, 'phone'> & { readonly phone?: SealedValue })[];
};

export const dutyCollection = defineCollection<DutyDocument>('duty', {
  version: { type: Number, required: true },
  shifts: { type: [anything], required: true },
});

/** Weeks of the duty roster; telephones are sealed. */
export function createDutyStore(database: Database, seal: Seal): DutyStore {
  const weeks = openDocuments(database, dutyCollection);

  function toDocument({ id, version, shifts }: DutyWeek): DutyDocument {
    const sealed = shifts.map(({ phone, ...shift }) => ({
      ...shift,
      ...(phone !== undefined && { phone: seal.seal(phone, toDutyContext(id)) }),
    }));
    return { _id: id, v: 1, version, shifts: sealed };
  }

  return {
    async find(id) {
      const found = await weeks.find(id);
      if (found === undefined) return undefined;
      const shifts = found.shifts.map(({ phone, ...shift }) => ({
        ...shift,
        ...(phone !== undefined && { phone: seal.open(phone, toDutyContext(id)) }),
      }));
      return { id, version: found.version, shifts };
    },
    save(week) {
      const next = toDocument({ ...week, version: week.version + 1 });
      if (week.version === 0) return weeks.insert(next);
      return weeks.replace({ _id: { $eq: week.id }, version: { $eq: week.version } }, next);
    },
  };
}

export function toDutyContext(id: string): SealContext {
  return { collection: 'duty', field: 'phone', id };
}
