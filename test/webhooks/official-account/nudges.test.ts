import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createOfficialAccountChannel,
  createOfficialAccountClient,
} from '../../../webhooks/official-account/index.ts';
import { type FakeWechat, startFakeWechat } from '../../support/fake-wechat.ts';

const account = { appId: 'wx0123456789abcdef', appSecret: 'app-secret' };
const person = 'oTestPerson0000000000000001';
const nudge = { number: 'DX-2026-0012', news: '有新进展' };
const templates = { templateId: 'T-news', subscribeTemplateId: 'T_once' };

const fetchNamed = async (url: string) => ({ bytes: Buffer.from(url) });

let time: Date;
let wechat: FakeWechat;
const now = (): Date => time;

beforeEach(async () => {
  time = new Date('2026-03-01T08:00:00Z');
  wechat = await startFakeWechat({
    ...account,
    now,
    templates: Object.values(templates),
    templatesPerDay: 2,
  });
});
afterEach(() => wechat.stop());

function openNudges(names: Parameters<typeof createOfficialAccountChannel>[0]['templates']) {
  const client = createOfficialAccountClient({
    ...account,
    apiBase: wechat.url,
    fetch,
    fetchNamed,
    now,
  });
  const { template, subscription } =
    createOfficialAccountChannel({ client, now, ...(names && { templates: names }) }).nudges ?? {};
  return {
    template,
    subscription,
    sendTemplate: async (key: string, to = person) => template?.send(to, nudge, key),
    sendSubscription: async (key: string) => subscription?.send(person, nudge, key),
  };
}

describe('news outside the conversation', () => {
  it('has no way where no template is configured', () => {
    const { template, subscription } = openNudges(undefined);
    expect([template, subscription]).toEqual([undefined, undefined]);
  });

  it('holds the number and that there is news, and nothing else', async () => {
    const { sendTemplate, sendSubscription } = openNudges(templates);
    wechat.consent(person, templates.subscribeTemplateId);
    expect(await sendTemplate('row-1')).toEqual({ at: time, platformId: '1' });
    await sendSubscription('row-2');
    const fields = { character_string1: 'DX-2026-0012', thing2: '有新进展' };
    expect(wechat.notices).toEqual([
      { kind: 'template', touser: person, fields },
      { kind: 'subscription', touser: person, fields },
    ]);
  });

  it('repeats a template message under its row’s key without a second one', async () => {
    const { sendTemplate } = openNudges(templates);
    wechat.misbehave('drop_after_accepting', { path: '/cgi-bin/message/template/send' });
    await expect(sendTemplate('row-1')).rejects.toMatchObject({ code: 'unreachable' });
    await sendTemplate('row-1');
    expect(wechat.notices).toHaveLength(1);
  });

  it('spends a consent by one message, and is refused the second', async () => {
    const { sendSubscription } = openNudges(templates);
    wechat.consent(person, templates.subscribeTemplateId);
    await sendSubscription('row-1');
    const refusal = { code: 'no_consent', detail: '43101' };
    await expect(sendSubscription('row-2')).rejects.toMatchObject(refusal);
  });

  it('is refused beyond the day’s number, for who left and for an unknown template', async () => {
    const { sendTemplate } = openNudges(templates);
    await sendTemplate('row-1');
    await sendTemplate('row-2');
    await expect(sendTemplate('row-3')).rejects.toMatchObject({ code: 'busy', detail: '45009' });
    wechat.unfollow(person);
    await expect(sendTemplate('row-4')).rejects.toMatchObject({ code: 'blocked' });
    await expect(sendTemplate('row-5', 'x')).rejects.toMatchObject({ detail: '40003' });
    wechat.follow(person);
    const unknown = openNudges({ templateId: 'T-gone' });
    const refusal = { code: 'refused', detail: '40037' };
    await expect(unknown.sendTemplate('row-6')).rejects.toMatchObject(refusal);
  });
});
