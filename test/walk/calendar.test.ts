import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../support/duxin-process.ts';
import { signInStaff, type StaffClient } from '../support/staff-client.ts';
import { waitFor } from '../support/wait-for.ts';

const password = 'Calendar-walk-2026';
/** The processes live on 28 December 2026: five working days lead past the published calendar. */
const offsetMs = Date.parse('2026-12-28T02:00:00Z') - Date.now();
const sheet = [
  '开始日期,结束日期,类型,名称',
  '2027-01-01,2027-01-04,放假,元旦',
  '2027-01-09,,补班,元旦',
  '2027-05-01,2027-05-05,放假,劳动节',
  '2027-10-01,2027-10-07,放假,国庆节',
].join('\n');

type Step = { readonly action: string; readonly told: { readonly text?: string } };

describe('a calendar that comes out', () => {
  const dataDir = makeDataDir();
  const processes: DuxinProcess[] = [];
  let env: Parameters<typeof startDuxin>[0];
  let staff: StaffClient;
  beforeAll(async () => {
    env = {
      PORT: String(await findFreePort()),
      DATA_DIR: dataDir.path,
      ADMIN_PASSWORD: password,
      UNDO_MS: '0',
      CLOCK_OFFSET_MS: String(offsetMs),
    };
    processes.push(await startDuxin(env));
    processes.push(await startDuxin({ ...env, PORT: String(await findFreePort()), ROLES: 'web' }));
    staff = await signInStaff(processes[0]?.url ?? '', 'admin', password);
  }, 120_000);
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.stop()));
    dataDir.remove();
  });

  const readRecounts = async (number: string): Promise<readonly Step[]> => {
    const { history } = await staff.readTicket(number);
    return history.filter(({ action }: Step) => action === 'recount');
  };

  test('moves the provisional dates of open tickets once, also when the worker dies at it', async () => {
    const person = { name: '来访人', phone: '13955550177' };
    const numbers: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      const { status, body } = await staff.call('POST', '/tickets', {
        key: randomUUID(),
        kind: 'complaint',
        source: 'visit',
        openness: 'confidential',
        facts: { story: `第 ${index + 1} 件：检查时没有出示证件` },
        contact: person,
      });
      expect(status).toBeLessThan(300);
      numbers.push(body.number);
    }
    const [first = ''] = numbers;
    const before = await staff.readTicket(first);
    expect([before.dueAt, before.isDueProvisional]).toEqual(['2027-01-04T15:59:59.999Z', true]);

    expect(await staff.upload('/calendar/import?version=0&reason=通知', 'days.csv', sheet)).toBe(
      200,
    );
    // In the middle of counting again.
    await processes[0]?.kill();
    processes[0] = await startDuxin(env);
    await waitFor(async () => {
      const all = await Promise.all(numbers.map((number) => staff.readTicket(number)));
      return all.every(({ isDueProvisional }) => !isDueProvisional);
    }, 30_000);

    for (const number of numbers) {
      const recounts = await readRecounts(number);
      expect(recounts).toHaveLength(1);
      expect(recounts[0]?.told.text).toContain('2027-01-06');
    }
    const { body } = await staff.call('GET', `/tickets/${first}/deadlines`);
    expect(body.limits).toEqual([
      expect.objectContaining({ dueAt: '2027-01-06T15:59:59.999Z', isProvisional: false }),
    ]);
  }, 90_000);

  test('is read by the other process within seconds', async () => {
    const elsewhere = await signInStaff(processes[1]?.url ?? '', 'admin', password);
    const { body } = await elsewhere.call('GET', '/calendar/years/2027');
    const stateOf = (day: string) =>
      body.days.find((one: { readonly day: string }) => one.day === day)?.isWorking;
    expect([stateOf('2027-01-04'), stateOf('2027-01-09'), stateOf('2027-01-11')]).toEqual([
      false,
      true,
      true,
    ]);
  });
});
