import { randomUUID } from 'node:crypto';
import { createGoodCall, type CanaryStaff } from './canary-knowledge.ts';
import { waitFor } from './wait-for.ts';

/** Imports a sheet whose rows, good and faulty, and whose name hold `words`. */
export async function importSheet(staff: CanaryStaff, words: string): Promise<void> {
  const call = createGoodCall(staff);
  const { id } = await call('POST', '/imports');
  const path = `/imports/${id}`;
  const sheet = `问题,答案,生效日期\n灯塔归谁看？,请找${words}。,\n灯塔几点亮？,天黑就亮。,${words}\n`;
  const headers = { 'x-file-name': encodeURIComponent(`${words}.csv`) };
  await staff('POST', `/api/admin${path}/files`, { headers, raw: sheet });
  const { sources } = await call('GET', `${path}/preview`);
  const choices = sources.map(({ source }: { readonly source: string }) => ({
    source,
    kind: 'questions',
  }));
  await call('PUT', `${path}/choices`, { choices });
  await call('POST', `${path}/start`);
  await waitFor(async () => (await call('GET', path)).status === 'done', 30_000);
  await call('GET', '/imports');
  await call('GET', `${path}/faults?as=csv`);
  const broken = (await call('POST', '/imports')).id;
  await staff('POST', `/api/admin/imports/${broken}/files`, { headers, raw: new Uint8Array(8) });
  await staff('GET', `/api/admin/imports/${broken}/preview`);
  await staff('POST', `/api/admin/imports/${broken}/start`);
  await staff('PUT', `/api/admin${path}/choices`, { body: { choices: [{ source: words }] } });
}

/** Adds a row whose facts hold `words`, edits and confirms it, exports the table, and takes the row out. */
export async function keepTable(staff: CanaryStaff, words: string): Promise<void> {
  const call = createGoodCall(staff);
  const edited = { area: '其他', facts: { place: words }, also: [], citations: [] };
  const row = await call('POST', '/tables', { key: randomUUID(), kind: 'places', ...edited });
  const path = `/tables/${row.id}`;
  const facts = { place: words, address: words };
  const { version } = await call('PUT', path, { ...edited, version: row.version, facts });
  const confirmed = await call('POST', `${path}/confirm`, { version });
  await call('GET', '/tables?kind=places');
  await call('GET', '/tables/export/places?as=csv');
  await staff('PUT', `/api/admin${path}`, { body: { ...edited, version: 0, facts } });
  await call('POST', `${path}/remove`, { version: confirmed.version });
}
