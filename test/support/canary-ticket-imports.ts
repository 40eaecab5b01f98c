import { toCsv } from './build-ticket-sheet.ts';
import { createGoodCall, type CanaryStaff } from './canary-knowledge.ts';
import { waitFor } from './wait-for.ts';

export type ImportCanary = {
  readonly number: string;
  readonly name: string;
  readonly phone: string;
  /** Stands in a row that is not taken. */
  readonly badPhone: string;
};

/**
 * Imports a sheet that names somebody, has its faults read by two, exports the statuses, takes it back and imports it
 * again. Throws when an administrator is shown who is named.
 */
export async function importMatters(
  admin: CanaryStaff,
  clerk: CanaryStaff,
  { number, name, phone, badPhone }: ImportCanary,
): Promise<void> {
  const call = createGoodCall(clerk);
  const sheet = toCsv([
    ['工单编号', '诉求内容', '来电人', '联系电话', '备注'],
    [number, '市场里收摊位费不给票据。', name, phone, `请回${phone}`],
    [`${number}-2`, '', name, badPhone, ''],
  ]);
  const headers = { 'x-file-name': encodeURIComponent('12345转办.csv') };
  const upload = () => clerk('POST', '/api/admin/ticket-imports', { headers, raw: sheet });
  const { id: dropped } = (await upload()).body;
  await call('POST', `/ticket-imports/${dropped}/discard`);
  async function run(): Promise<string> {
    const opened = `/ticket-imports/${(await upload()).body.id}`;
    const choices = { source: 'hotline-12345', kind: 'complaint', isTold: false };
    await call('PUT', `${opened}/choices`, choices);
    await call('GET', `${opened}/preview`);
    await call('POST', `${opened}/start`);
    await waitFor(async () => (await call('GET', opened)).status === 'done', 30_000);
    return opened;
  }

  const path = await run();
  await call('GET', '/ticket-imports');
  await clerk('GET', `/api/admin${path}/errors?as=csv`);
  const shown = await admin('GET', `/api/admin${path}/errors?as=csv`);
  if (!shown.text.includes('已封存') || shown.text.includes(name)) {
    throw new Error('an administrator was shown who reported');
  }
  const period = 'source=hotline-12345&from=2020-01-01&to=2099-12-31';
  await clerk('GET', `/api/admin/ticket-exports?${period}&as=csv`);
  await clerk('GET', '/api/admin/tickets?page=1');
  await call('POST', `${path}/undo`);
  await waitFor(async () => (await call('GET', path)).status === 'undone', 30_000);
  await run();
  await clerk('POST', '/api/admin/ticket-imports', { headers, raw: `${name},${phone}` });
  await clerk('PUT', `/api/admin${path}/choices`, { body: { source: phone } });
  await admin('GET', `/api/admin/ticket-exports?${period}&source=${encodeURIComponent('x')}`);
}
