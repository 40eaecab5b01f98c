import type { Secrets } from '../seal/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { documentCollection, toOfficialDocument } from './document-schema.ts';
import { toDocumentMac, toMacText } from './document-store.ts';

/** Makes the digests of official documents anew; one that was changed past the rules is left as it is, to be found. */
export async function rotateDocuments(
  database: Database,
  { digests }: Pick<Secrets, 'digests'>,
): Promise<number> {
  const stored = openCollection(database, documentCollection);
  let moved = 0;
  for await (const found of stored.find({})) {
    const { _id, mac } = found;
    const document = toOfficialDocument(found);
    const isGenuine = digests.matches(mac, 'official-document', toMacText(document));
    if (!digests.isStale(mac) || !isGenuine) continue;
    await stored.updateOne(
      { _id: { $eq: _id }, mac: { $eq: mac } },
      { $set: { mac: toDocumentMac(digests, document) } },
    );
    moved += 1;
  }
  return moved;
}
