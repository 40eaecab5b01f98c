import { createGoodCall, type CanaryStaff } from './canary-knowledge.ts';
import { loginUrl, type FakeWechaty } from './fake-wechaty.ts';
import { waitFor } from './wait-for.ts';

/** Somebody writes to the account of WeChat in their own name, and is answered; what they heard. */
export async function writeOverWechaty(fake: FakeWechaty, contact: string): Promise<string> {
  await fake.waitForLogin(1);
  fake.hear({ id: 'canary-of-wechaty', from: contact, text: '帮助' });
  await waitFor(() => fake.said.some(({ to }) => to === contact), 30_000);
  return fake.said.map(({ text }) => text).join('\n');
}

/** Switches the account off and on, has it start afresh, and looks at the login that it then wants. */
export async function runWechaty(staff: CanaryStaff, fake: FakeWechaty): Promise<void> {
  const call = createGoodCall(staff);
  await call('POST', '/channels/wechaty/switch', { isOn: false });
  await call('POST', '/channels/wechaty/switch', { isOn: true });
  fake.setManner('scan');
  await call('POST', '/channels/wechaty/restart');
  await waitFor(
    async () => (await call('GET', '/channels/wechaty/login')).url === loginUrl,
    60_000,
  );
  await call('GET', '/channels');
}
