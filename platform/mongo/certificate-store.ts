import type { Certificate, CertificateStore, NumberedCertificate } from '../../people/index.ts';
import type { Digests } from '../seal/index.ts';
import { defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

/** `_id` is the keyed digest of the number, which is kept nowhere. */
type CertificateDocument = Omit<Certificate, 'id'> & { readonly _id: string; readonly v: number };

const text = { type: String, required: true };

export const certificateCollection = defineCollection<CertificateDocument>(
  'officer_certificates',
  { unitId: text, last4: text, validUntil: text },
  [[{ unitId: 1, validUntil: 1 }]],
);

const shownLetters = 4;

export function createCertificateStore(database: Database, digests: Digests): CertificateStore {
  const certificates = openDocuments(database, certificateCollection);
  const native = openCollection(database, certificateCollection);
  const toIds = (number: string) => digests.digestAll('certificate-index', number);

  async function findByNumbers(numbers: readonly string[]) {
    const numberOf = new Map(numbers.flatMap((number) => toIds(number).map((id) => [id, number])));
    const found = await certificates.list({ _id: { $in: [...numberOf.keys()] } });
    return new Map(
      found.map((document) => [numberOf.get(document._id) ?? '', toCertificate(document)]),
    );
  }

  /** One that an older key indexed gives way to the new one. */
  async function put(all: readonly NumberedCertificate[]): Promise<void> {
    if (all.length === 0) return;
    const writes = all.flatMap(({ number, unitId, validUntil }) => {
      const [current = '', ...older] = toIds(number);
      const replacement = { v: 1, unitId, validUntil, last4: number.slice(-shownLetters) };
      return [
        { replaceOne: { filter: { _id: { $eq: current } }, replacement, upsert: true } },
        ...older.map((id) => ({ deleteOne: { filter: { _id: { $eq: id } } } })),
      ];
    });
    await native.bulkWrite(writes, { ordered: false });
  }

  return {
    async findByNumber(number) {
      return (await findByNumbers([number])).get(number);
    },
    findByNumbers,
    async listOf(unitIds) {
      const sort = { validUntil: 1, last4: 1 } as const;
      return (await certificates.list({ unitId: { $in: unitIds } }, { sort })).map(toCertificate);
    },
    async count() {
      const group = { _id: '$unitId', count: { $sum: 1 } };
      const counted = await native
        .aggregate<{ readonly _id: string; readonly count: number }>([{ $group: group }])
        .toArray();
      return new Map(counted.map(({ _id, count }) => [_id, count]));
    },
    put,
    async remove(ids) {
      await native.deleteMany({ _id: { $in: [...ids] } });
    },
  };
}

function toCertificate({ _id, v, ...certificate }: CertificateDocument): Certificate {
  return { id: _id, ...certificate };
}
