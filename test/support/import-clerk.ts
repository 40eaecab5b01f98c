import { signInStaff, type StaffClient } from './staff-client.ts';
import { waitFor } from './wait-for.ts';

const password = 'Right-horse-8';

/** A clerk who takes lists in: no administrator, so that they may see who is named in a list. */
export async function signInClerk(url: string, adminPassword: string) {
  const staff = await signInStaff(url, 'clerk', `${password}-next`).catch(() =>
    addClerk(url, adminPassword),
  );
  const look = async (id: string) => (await staff.call('GET', `/ticket-imports/${id}`)).body;

  async function open(csv: string): Promise<string> {
    const status = await staff.upload('/ticket-imports', '12345转办.csv', csv);
    if (status !== 201) throw new Error(`the upload answered ${status}`);
    return (await staff.call('GET', '/ticket-imports')).body.items[0].id;
  }

  async function start(id: string): Promise<void> {
    const { status } = await staff.call('POST', `/ticket-imports/${id}/start`);
    if (status !== 202) throw new Error(`the start answered ${status}`);
  }

  async function waitUntil(id: string, status: string, timeoutMs = 120_000): Promise<void> {
    await waitFor(async () => (await look(id)).status === status, timeoutMs);
  }

  return {
    staff,
    look,
    open,
    start,
    waitUntil,
    /** From the file to the report. */
    async run(csv: string, choices?: object): Promise<string> {
      const id = await open(csv);
      if (choices) await staff.call('PUT', `/ticket-imports/${id}/choices`, choices);
      await start(id);
      await waitUntil(id, 'done');
      return id;
    },
    countTickets: async () => (await staff.call('GET', '/tickets?pageSize=1')).body.total,
  };
}

async function addClerk(url: string, adminPassword: string): Promise<StaffClient> {
  const admin = await signInStaff(url, 'admin', adminPassword);
  const account = { username: 'clerk', name: '孙受理', roles: ['intake_clerk'], password };
  await admin.call('POST', '/accounts', account);
  const first = await signInStaff(url, 'clerk', password);
  await first.call('POST', '/session/password', { current: password, next: `${password}-next` });
  return signInStaff(url, 'clerk', `${password}-next`);
}

export type ImportClerk = Awaited<ReturnType<typeof signInClerk>>;
