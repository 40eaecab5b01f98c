import { createHmac } from 'node:crypto';
import { toWecomEnv } from './build-wecom-callback.ts';
import type { FakeWecom } from './fake-wecom.ts';
import type { RecordedHttp } from './recorded-http.ts';
import { createCustomer, createMember } from './wecom-people.ts';

export const intakeSecret = 'secret-of-the-canary-2026';
const source = 'hotline-canary';

/** The environment of a house that takes matters from a hotline and messages from WeCom. */
export function toCallbackEnv(wecom: FakeWecom): Readonly<Record<string, string>> {
  return {
    INTAKE_KEYS: `${source}:${intakeSecret}`,
    ...toWecomEnv(wecom.url),
  };
}

/** A hotline hands a matter over: well signed, again, in a shape that is refused, and signed by somebody else. */
export async function handMatterOver(
  http: RecordedHttp,
  externalId: string,
  reporter: { readonly name: string; readonly phone: string },
): Promise<readonly number[]> {
  const matter = { externalId, story: '执法队没有出示证件就开了罚单。', reporter };
  const send = async (item: object, secret: string): Promise<number> => {
    const raw = JSON.stringify(item);
    const headers = {
      'x-signature': createHmac('sha256', secret).update(raw).digest('hex'),
      'x-timestamp': String(Math.floor(Date.now() / 1000)),
    };
    return (await http.ask('POST', `/webhooks/intake/${source}`, { headers, raw })).status;
  };
  return [
    await send(matter, intakeSecret),
    await send(matter, intakeSecret),
    await send({ ...matter, [reporter.phone]: reporter.name }, intakeSecret),
    await send(matter, reporter.phone),
  ];
}

/** A member and a customer of WeCom write, and are answered; what they heard. */
export async function writeOverWecom(
  url: string,
  wecom: FakeWecom,
  ids: { readonly member: string; readonly customer: string },
): Promise<readonly string[]> {
  const member = createMember({ url, userId: ids.member, wecom });
  const customer = createCustomer({ url, userId: ids.customer, wecom });
  return [await member.say('帮助'), await customer.say('帮助')];
}
