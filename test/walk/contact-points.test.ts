import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildEventFields } from '../support/build-callback.ts';
import { toCallbackEnv } from '../support/canary-callbacks.ts';
import { createChatPerson } from '../support/chat-person.ts';
import { startFakeWecom, type FakeWecom } from '../support/fake-wecom.ts';
import { recordHttp } from '../support/recorded-http.ts';
import { signInStaff } from '../support/staff-client.ts';
import { adminPassword, openWalkHouse, type WalkHouse } from '../support/walk-house.ts';
import { createWechatPerson } from '../support/wechat-person.ts';
import { createCustomer } from '../support/wecom-people.ts';

const story = '城管没有出示证件就把我的秤收走了。';
const place = '清河街道 柳湾社区 柳湾路 8 号便民大厅';
const findNumber = (words: string): string => /工单编号：(\d{10})/.exec(words)?.[1] ?? '';

/** Files a complaint; what was asked meanwhile, and the number. */
async function complain(say: (text: string) => Promise<string>) {
  await say('投诉');
  const asked = [await say(story), await say('跳过'), await say('跳过')].join('\n');
  return { asked, number: findNumber(await say('提交')) };
}

describe('a contact point', () => {
  let house: WalkHouse;
  let wecom: FakeWecom;
  let staff: Awaited<ReturnType<typeof signInStaff>>;
  let point: { readonly id: string; readonly chatUrl: string };
  let scene: string;

  beforeAll(async () => {
    wecom = await startFakeWecom();
    house = await openWalkHouse(toCallbackEnv(wecom));
    staff = await signInStaff(house.url, 'admin', adminPassword);
    // A customer-service account is known from its first callback on.
    await createCustomer({ url: house.url, userId: 'wmFirstOfAll', wecom }).say('帮助');
    const facts = { kind: 'community', township: '清河街道', place: '柳湾路 8 号便民大厅' };
    const added = { name: '柳湾社区', keeper: '值班室', ...facts };
    point = (await staff.call('POST', '/contact-points', added)).body;
    scene = new URL(point.chatUrl).searchParams.get('p') ?? '';
  }, 120_000);
  afterAll(async () => {
    await house.stop();
    await wecom.stop();
  });

  test('has a permanent code of the Official Account and a link of customer service', async () => {
    const { body } = await staff.call('POST', `/contact-points/${point.id}/ways`);
    expect(body.refused).toEqual([]);
    expect(body.point.missingWays).toEqual([]);
    expect(body.point.mainUrl).toMatch(/^http:\/\/weixin\.qq\.com\/q\//);
    expect([...house.wechat.codes]).toEqual([scene]);
  });

  test('is where a new follower of the account stands, from follow to ticket', async () => {
    const openId = 'oScannerAtTheWall00000001';
    const person = createWechatPerson({ url: house.url, openId, wechat: house.wechat });
    const EventKey = `qrscene_${scene}`;
    const fields = buildEventFields('subscribe', { FromUserName: openId, EventKey, Ticket: 'T' });
    expect(await person.send(fields)).toContain('您在联系点「柳湾社区」');
    const { asked, number } = await complain((text) => person.say(text));
    expect(asked).not.toContain('什么地方');
    const ticket = await staff.readTicket(number);
    expect(ticket).toMatchObject({ source: 'qr', contactPoint: '柳湾社区', facts: { place } });
  }, 60_000);

  test('is where somebody at the web chat stands, without following anything', async () => {
    const http = recordHttp(house.url);
    const person = await createChatPerson(http, scene);
    expect((await person.readAnswers())[0]).toContain('您在联系点「柳湾社区」');
    const { number } = await complain((text) => person.say(text));
    expect(await staff.readTicket(number)).toMatchObject({ source: 'qr', facts: { place } });
  }, 60_000);

  test('is where a customer who came by its link stands', async () => {
    const customer = createCustomer({ url: house.url, userId: 'wmScannerAtTheWall', wecom });
    expect(await customer.enter({ scene_param: scene })).toContain('您在联系点「柳湾社区」');
    const { number } = await complain((text) => customer.say(text));
    expect(await staff.readTicket(number)).toMatchObject({ source: 'qr', facts: { place } });
  }, 90_000);

  test('counts scans, follows, conversations and tickets, each once', async () => {
    const { counts } = (await staff.call('GET', '/contact-points')).body;
    const byAct = Object.fromEntries(
      counts.map(({ act, count }: { readonly act: string; readonly count: number }) => [
        act,
        count,
      ]),
    );
    expect(byAct).toEqual({ scan: 3, follow: 1, talk: 3, ticket: 3 });
  });

  test('prints a sheet of one page', async () => {
    const response = await staff.download(`/contact-points/sheet?ids=${point.id}`);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.length).toBeLessThan(500 * 1024);
  }, 30_000);

  test('that was closed is named as closed and fills in nothing', async () => {
    const { body } = await staff.call('GET', '/contact-points');
    const [{ version }] = body.items;
    await staff.call('POST', `/contact-points/${point.id}/state`, { version, state: 'closed' });
    const openId = 'oScannerAtTheWall00000002';
    const person = createWechatPerson({ url: house.url, openId, wechat: house.wechat });
    const fields = buildEventFields('SCAN', { FromUserName: openId, EventKey: scene });
    expect(await person.send(fields)).toContain('已经停用');
    const { number } = await complain((text) => person.say(text));
    expect(await staff.readTicket(number)).toMatchObject({ source: 'official-account' });
  }, 60_000);
});
