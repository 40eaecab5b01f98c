import type { Database } from '../../platform/mongo/index.ts';
import { defaultProfile } from '../../tickets/index.ts';
import type { CanaryStaff } from './canary-knowledge.ts';
import { createGoodCall } from './canary-knowledge.ts';
import { waitFor } from './wait-for.ts';

/** Tries other limits on whatever is stored. */
export async function keepLimits(staff: CanaryStaff): Promise<void> {
  const call = createGoodCall(staff);
  const { limits, deadlines } = defaultProfile;
  await call('POST', '/profiles/dry-run', { limits, deadlines });
}

/** Imports and sets days whose name and reason are `words`, and takes them back. */
export async function keepCalendar(staff: CanaryStaff, words: string): Promise<void> {
  const call = createGoodCall(staff);
  const { version } = await call('GET', '/calendar');
  await call('GET', '/calendar/years/2027');
  await call('GET', '/calendar/template?as=csv');
  const headers = { 'x-file-name': encodeURIComponent('放假.csv') };
  const sheet = `日期,类型,名称\n2027-01-01,放假,${words}\n2027-13-01,放假,${words}\n`;
  await staff('POST', '/api/admin/calendar/import?trial=1', { headers, raw: sheet });
  const days = [{ day: '2027-01-02', isWorking: false, name: words }];
  const set = await call('POST', '/calendar/days', { version, days, reason: words });
  await staff('POST', '/api/admin/calendar/days', { body: { version, days, reason: words } });
  const restore = `/calendar/versions/${version}/restore`;
  await call('POST', restore, { version: set.version, reason: words });
}

/** Lets one limit pass, waits until it is urged, answers that with `words`, and reads every ticket's limits. */
export async function answerAlerts(
  staff: CanaryStaff,
  database: Database,
  words: string,
): Promise<void> {
  const call = createGoodCall(staff);
  const past = new Date(Date.now() - 60_000);
  await database.connection
    .collection('deadlines')
    .updateOne({ state: 'running' }, { $set: { dueAt: past, nextAt: past } });
  const listOpen = async () => (await call('GET', '/alerts')).open;
  await waitFor(async () => (await listOpen()).length > 0);
  for (const { deadlineId } of await listOpen()) {
    const path = `/alerts/${encodeURIComponent(deadlineId)}/answers`;
    await call('POST', path, { words, until: '2099-01-01' });
  }
  const { items } = await call('GET', '/tickets');
  for (const { number } of items) await call('GET', `/tickets/${number}/deadlines`);
}
