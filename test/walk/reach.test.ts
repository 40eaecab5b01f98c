import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signInStaff, type StaffClient } from '../support/staff-client.ts';
import { waitFor } from '../support/wait-for.ts';
import {
  adminPassword,
  newsTemplateId,
  openWalkHouse,
  type WalkHouse,
} from '../support/walk-house.ts';
import { createWechatPerson, fileComplaint } from '../support/wechat-person.ts';

let house: WalkHouse;
let staff: StaffClient;

beforeAll(async () => {
  house = await openWalkHouse({ OFFICIAL_ACCOUNT_TEMPLATE_ID: newsTemplateId });
  staff = await signInStaff(house.url, 'admin', adminPassword);
}, 60_000);
afterAll(() => house.stop());

describe('a ticket that moves after WeChat’s window closed', () => {
  test('sends its number alone, shows why, and keeps the words for the next contact', async () => {
    const { wechat } = house;
    const openId = 'oReachWalkPerson000000000001';
    const person = createWechatPerson({ url: house.url, openId, wechat });
    await fileComplaint(person, '检查没有出示证件，当场收了钱也没有给票据。');
    const [number = ''] = await staff.listAllNumbers();
    wechat.closeWindow(openId);
    await staff.act(number, 'accept');
    await waitFor(() => wechat.notices.length === 1, 20_000);
    expect(wechat.notices[0]).toEqual({
      kind: 'template',
      touser: openId,
      fields: { character_string1: number, thing2: '有新进展' },
    });

    const { body } = await staff.call('GET', `/tickets/${number}/reach`);
    expect(body).toMatchObject({
      channels: [
        {
          channel: 'official-account',
          state: 'closed',
          lastSent: { way: 'template' },
          lastFailure: { way: 'message', code: 'window_closed' },
        },
      ],
      tasks: [],
    });
    const { history } = await staff.readTicket(number);
    expect(history.at(-1).told.delivery).toMatchObject({ state: 'held', failure: 'nudged' });

    const accepted = () => person.heard.filter((words) => words.includes(`（${number}）已受理`));
    expect(accepted()).toEqual([]);
    await person.say('你好');
    await waitFor(() => person.takePushes().length >= 0 && accepted().length > 0, 20_000);
    expect(accepted()).toHaveLength(1);
    expect(wechat.notices).toHaveLength(1);
  }, 90_000);
});
