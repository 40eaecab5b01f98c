import { randomUUID } from 'node:crypto';
import type { UnitDesk } from '../../admin/index.ts';
import {
  toCertificateNumber,
  type Certificate,
  type Power,
  type Remit,
} from '../../people/index.ts';
import type { Unit } from '../../people/index.ts';
import { bigrams } from '../../platform/fold/index.ts';
import { createReadFile } from '../../platform/read-files/index.ts';

/** Stands for the digest. */
const toKey = (number: string) => `hash of ${number.slice(1)}`;

/** The organisation in memory; `tree` reads the units that the test holds. */
export function createMemoryUnitDesk(data: { units: readonly Unit[] }): UnitDesk {
  const powers = new Map<string, Power>();
  const remits = new Map<string, Remit>();
  const certificates = new Map<string, Certificate>();
  const find = (id: string) => data.units.find((unit) => unit.id === id);
  const listAll = () => [...certificates.values()];
  return {
    tree: { all: () => data.units, find, refresh: async () => undefined },
    store: {
      list: async () => data.units,
      find: async (id) => find(id),
      async insert(unit) {
        if (find(unit.id) !== undefined) return false;
        data.units = [...data.units, unit];
        return true;
      },
      async save(unit) {
        if (find(unit.id)?.version !== unit.version) return undefined;
        const next = { ...unit, version: unit.version + 1 };
        data.units = data.units.map((one) => (one.id === unit.id ? next : one));
        return next;
      },
    },
    powers: {
      list: async () => [...powers.values()],
      listOf: async (ids) => [...powers.values()].filter(({ unitId }) => ids.includes(unitId)),
      put: async (all) => all.forEach((power) => powers.set(power.id, power)),
      remove: async (ids) => ids.forEach((id) => powers.delete(id)),
    },
    remits: {
      list: async () => [...remits.values()],
      put: async (all) => all.forEach((remit) => remits.set(remit.id, remit)),
      remove: async (ids) => ids.forEach((id) => remits.delete(id)),
    },
    certificates: {
      findByNumber: async (number) => certificates.get(toKey(number)),
      async findByNumbers(numbers) {
        return new Map(
          numbers.flatMap((number) => {
            const found = certificates.get(toKey(number));
            return found === undefined ? [] : [[number, found] as const];
          }),
        );
      },
      listOf: async (ids) => listAll().filter(({ unitId }) => ids.includes(unitId)),
      count: async () => {
        const counts = new Map<string, number>();
        for (const { unitId } of listAll()) counts.set(unitId, (counts.get(unitId) ?? 0) + 1);
        return counts;
      },
      async put(all) {
        for (const { number, unitId, validUntil } of all) {
          if (toCertificateNumber(number) !== number) throw new Error('not a folded number');
          const id = toKey(number);
          certificates.set(id, { id, unitId, validUntil, last4: number.slice(-4) });
        }
      },
      remove: async (ids) => ids.forEach((id) => certificates.delete(id)),
    },
    listAreas: () => [
      { id: 'city_management', name: '城市管理' },
      { id: 'market_regulation', name: '市场监管' },
    ],
    createId: randomUUID,
    toId: (...parts) => parts.join(' / '),
    changeAlone: (change) => change(),
    readFile: createReadFile(),
    bigrams,
  };
}
