import { createGoodCall, type CanaryStaff } from './canary-knowledge.ts';
import { servePaper } from './serve-paper.ts';
import type { WalkHouse } from './walk-house.ts';

const unitId = 'u-canary';
const documentId = 'd-canary';
/** What an officer's card may hold. */
export const paperNumber = '清司监通〔2026〕1号';
/** The limit that the paper sets the unit. */
export const unitLimitId = `${documentId}-${unitId}`;

/** A paper about the ticket is served on a unit, whose officer replies; the bureau reads it and says its word. */
export async function hearUnit(
  { database }: WalkHouse,
  staff: CanaryStaff,
  officer: CanaryStaff,
  number: string,
): Promise<void> {
  const call = createGoodCall(staff);
  const { items } = await call('GET', '/accounts');
  const { id } = items.find(
    ({ username }: { readonly username: string }) => username === 'agency.officer',
  );
  const accounts = database.connection.collection<{ readonly _id: string }>('accounts');
  await accounts.updateOne({ _id: { $eq: id } }, { $set: { unitId } });
  const ticket = await database.connection.collection('tickets').findOne({ number });
  await servePaper(database, {
    id: documentId,
    ticketId: String(ticket?._id),
    ticketNumber: number,
    units: [{ unitId, name: '某某局' }],
    number: { organ: 'canary', kind: 'supervision_notice', year: 2026, seq: 1, text: paperNumber },
  });
  const path = `/api/unit/documents/${documentId}`;
  await officer('GET', '/api/unit/documents');
  await officer('GET', path);
  const say = (kind: string, more: object) =>
    officer('POST', `${path}/replies`, { body: { key: `canary-${kind}`, kind, ...more } });
  await say('acknowledgement', {});
  const headers = { 'idempotency-key': 'canary-file', 'x-file-name': 'case.pdf' };
  const { body } = await officer('POST', `${path}/files`, { headers, raw: '%PDF-1.7 case' });
  await officer('GET', `${path}/files/${body.id}`);
  await say('objection', { text: '不属实。', fileIds: [body.id] });
  await call('GET', '/unit-replies');
  await staff('GET', `/api/admin/unit-files/${body.id}`);
  const heard = await call('GET', `/tickets/${number}/unit-replies`);
  const [, objection] = heard.items[0].units[0].replies;
  await call('POST', `/unit-replies/${objection.id}/decision`, {
    version: objection.version,
    outcome: 'rejected',
    reason: '维持。',
  });
}
