import type { CanaryStaff } from './canary-knowledge.ts';
import { createGoodCall } from './canary-knowledge.ts';

/** A Monday long past: its roster is kept like any other. */
const week = '2026-03-02';

/** Writes and imports a roster whose telephone is `phone`, takes the alarm that rings, and reads who was called. */
export async function keepDuty(staff: CanaryStaff, phone: string): Promise<void> {
  const call = createGoodCall(staff);
  const path = `/duty/weeks/${week}`;
  const { accountId } = await call('GET', '/session');
  const shift = {
    accountId,
    from: '2026-03-02T00:00:00.000Z',
    to: '2026-03-03T00:00:00.000Z',
    order: 1,
  };
  const { version } = await call('PUT', path, { version: 0, shifts: [{ ...shift, phone }] });
  await staff('PUT', `/api/admin${path}`, { body: { version: 0, shifts: [] } });
  const lines = `2026-03-03 18:00 08:30 admin 1 ${phone}`;
  await call('POST', `${path}/import`, { version, text: lines });
  await call('POST', `${path}/import`, { version, text: `2026-03-03 18:00 nobody 1 ${phone}` });
  await call('GET', path);
  await staff('POST', '/api/admin/duty/alarms/none/take');
  const { items } = await call('GET', '/duty/alarms');
  for (const { id, number } of items) {
    await call('POST', `/duty/alarms/${encodeURIComponent(id)}/take`);
    await call('GET', `/tickets/${number}/calls`);
  }
}

/** Opens the number of whoever is to be called back, as far as the role may. */
export async function revealCallBack(staff: CanaryStaff): Promise<void> {
  const { body } = await staff('GET', '/api/admin/tasks');
  const tasks: readonly { readonly id: string; readonly kind: string }[] = body.open ?? [];
  const { id = 'none' } = tasks.find(({ kind }) => kind === 'call_back') ?? {};
  const path = `/api/admin/tasks/${encodeURIComponent(id)}/reveal`;
  await staff('POST', path, { body: { reason: '按约定回电' } });
}
