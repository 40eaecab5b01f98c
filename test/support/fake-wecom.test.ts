import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type FakeWecom, startFakeWecom, testCorp } from './fake-wecom.ts';

const TokenSchema = z.object({ access_token: z.string() });
const { corpId, agentId, secret, kfSecret, accounts } = testCorp;
const [account] = accounts;
let wecom: FakeWecom;
let appToken: string;
let kfToken: string;

async function fetchToken(corpsecret: string, corpid: string = corpId): Promise<unknown> {
  const query = new URLSearchParams({ corpid, corpsecret }).toString();
  return (await fetch(`${wecom.url}/cgi-bin/gettoken?${query}`)).json();
}

async function call(path: string, body: unknown, access_token: string): Promise<unknown> {
  const url = `${wecom.url}/cgi-bin/${path}?access_token=${access_token}`;
  return (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).json();
}

beforeAll(async () => {
  wecom = await startFakeWecom();
  appToken = TokenSchema.parse(await fetchToken(secret)).access_token;
  kfToken = TokenSchema.parse(await fetchToken(kfSecret)).access_token;
});
afterAll(() => wecom.stop());

const text = { touser: 'li.si', agentid: agentId, msgtype: 'text', text: { content: '好' } };
const kfText = { touser: 'wm1', open_kfid: account, msgtype: 'text', text: { content: '好' } };
const card = {
  ...text,
  msgtype: 'template_card',
  template_card: {
    card_type: 'button_interaction',
    main_title: { title: '有新进展' },
    task_id: 'task-1',
    button_list: [{ text: '接收', key: '接收' }],
  },
};
const withList = (ids: readonly string[]) => ({
  button_selection: { question_key: 'why', option_list: ids.map((id) => ({ id, text: id })) },
});
const fromStart = { open_kfid: account, limit: 1000, voice_format: 0 };

describe('the fake WeCom', () => {
  it('gives one token for each secret, the same until it ends', async () => {
    expect(await fetchToken(secret)).toMatchObject({ access_token: appToken, errcode: 0 });
    expect(kfToken).not.toBe(appToken);
    expect(await fetchToken('wrong')).toMatchObject({ errcode: 40001 });
    expect(await fetchToken(secret, 'wwOther')).toMatchObject({ errcode: 40013 });
  });

  it.each([
    ['', 41001],
    ['wrong', 40014],
  ])('turns the token "%s" away with %i', async (token, errcode) => {
    expect(await call('message/send', text, token)).toMatchObject({ errcode });
  });

  it('lets each secret do its own part only', async () => {
    expect(await call('message/send', text, kfToken)).toMatchObject({ errcode: 48002 });
    expect(await call('kf/sync_msg', fromStart, appToken)).toMatchObject({ errcode: 48002 });
  });

  it.each<[number, unknown]>([
    [40058, { touser: 'li.si' }],
    [40056, { ...text, agentid: 7 }],
    [44004, { ...text, text: { content: '' } }],
    [45002, { ...text, text: { content: '督'.repeat(683) } }],
    [40058, { ...card, template_card: { ...card.template_card, task_id: '有 空格' } }],
    [40058, { ...card, template_card: { ...card.template_card, button_list: [] } }],
    [40058, { ...card, template_card: { ...card.template_card, ...withList(['a', 'a']) } }],
    [40058, { ...card, template_card: { ...card.template_card, ...withList([]) } }],
    [0, { ...card, template_card: { ...card.template_card, ...withList(['a', 'b']) } }],
    [40058, card],
  ])('answers %i to the app’s message %j', async (errcode, body) => {
    expect(await call('message/send', body, appToken)).toMatchObject({ errcode });
  });

  it.each<[number, string, object]>([
    [95000, 'kf/sync_msg', { ...fromStart, open_kfid: 'wkUnknown' }],
    [40058, 'kf/sync_msg', { ...fromStart, limit: 1001 }],
    [40058, 'kf/sync_msg', { ...fromStart, cursor: 'made-up' }],
    [95007, 'kf/sync_msg', { ...fromStart, token: 'made-up' }],
    [95000, 'kf/send_msg', { ...kfText, open_kfid: 'wkUnknown' }],
    [95002, 'kf/send_msg', kfText],
    [40058, 'kf/send_msg', { ...kfText, msgid: 'x'.repeat(33) }],
    [40058, 'kf/send_msg', { ...kfText, text: { content: '督'.repeat(683) } }],
    [95013, 'kf/send_msg_on_event', { code: 'made-up', msgtype: 'text', text: { content: '好' } }],
    [40058, 'kf/add_contact_way', { open_kfid: account, scene: 'x'.repeat(33) }],
    [
      95014,
      'kf/service_state/trans',
      { open_kfid: account, external_userid: 'wm1', service_state: 3 },
    ],
  ])('answers %i to %s with %j', async (errcode, path, body) => {
    expect(await call(path, body, kfToken)).toMatchObject({ errcode });
  });

  it('limits how often an account may be read without a callback’s token', async () => {
    wecom.kf.limitWithoutToken(0);
    expect(await call('kf/sync_msg', fromStart, kfToken)).toMatchObject({ errcode: 45009 });
    wecom.kf.limitWithoutToken(1_000);
  });
});
