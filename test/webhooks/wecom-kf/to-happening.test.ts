import { describe, expect, it } from '@jest/globals';
import type { Content } from '../../../bot/index.ts';
import { KfMessageSchema } from '../../../webhooks/wecom-kf/message.ts';
import { toHappening } from '../../../webhooks/wecom-kf/to-happening.ts';

const hashEvent = (parts: readonly string[]): string => `hash(${parts.join('|')})`;
const customer = { open_kfid: 'wk1', external_userid: 'wm1', origin: 3, send_time: 1_700_000_000 };

const convert = (message: object) =>
  toHappening(KfMessageSchema.parse({ msgid: 'm1', ...customer, ...message }), hashEvent);
const convertEvent = (event: object) =>
  convert({
    origin: 4,
    msgtype: 'event',
    event: { open_kfid: 'wk1', external_userid: 'wm1', ...event },
  });

describe('messages of customers', () => {
  it('become ours, from the customer of an account', () => {
    expect(convert({ msgtype: 'text', text: { content: '你好' } })).toEqual({
      kind: 'message',
      inbound: {
        id: 'wecom-kf-m-m1',
        from: { channel: 'wecom-kf', userId: 'wk1/wm1' },
        sentAt: new Date('2023-11-14T22:13:20Z'),
        content: { kind: 'text', text: '你好' },
      },
    });
  });

  it.each<[string, object, Content]>([
    ['text', { text: { content: '投诉', menu_id: 'say:投诉' } }, { kind: 'text', text: '投诉' }],
    ['text', { text: { content: '一', menu_id: 'say:公开' } }, { kind: 'text', text: '公开' }],
    ['text', { text: { content: '一', menu_id: '101' } }, { kind: 'text', text: '一' }],
    ['image', { image: { media_id: 'x' } }, { kind: 'image', mediaId: 'x' }],
    ['voice', { voice: { media_id: 'x' } }, { kind: 'voice', mediaId: 'x', format: 'amr' }],
    ['video', { video: { media_id: 'x' } }, { kind: 'video', mediaId: 'x' }],
    ['file', { file: { media_id: 'x' } }, { kind: 'file', mediaId: 'x', name: '' }],
    [
      'location',
      { location: { latitude: 23.1, longitude: 113.3, name: '某店', address: '某路1号' } },
      { kind: 'location', latitude: 23.1, longitude: 113.3, label: '某店 某路1号' },
    ],
    [
      'link',
      { link: { title: '标题', desc: '说明', url: 'https://x.test', pic_url: 'https://p.test' } },
      { kind: 'link', title: '标题', description: '说明', url: 'https://x.test' },
    ],
    [
      'business_card',
      { business_card: { userid: 'u' } },
      { kind: 'unsupported', type: 'business_card' },
    ],
    ['miniprogram', { miniprogram: { appid: 'a' } }, { kind: 'unsupported', type: 'miniprogram' }],
    ['msgmenu', { msgmenu: { list: [] } }, { kind: 'unsupported', type: 'msgmenu' }],
    ['hologram', {}, { kind: 'unsupported', type: 'hologram' }],
    ['constructor', {}, { kind: 'unsupported', type: 'constructor' }],
  ])('of type %s with %j are understood', (msgtype, fields, content) => {
    expect(convert({ msgtype, ...fields })).toMatchObject({ inbound: { content } });
  });

  it('keep an id that fits no key as a hash', () => {
    expect(convert({ msgid: 'a b/c', msgtype: 'text', text: { content: '好' } })).toMatchObject({
      inbound: { id: 'wecom-kf-m-hash(a b/c)' },
    });
  });
});

describe('what else is in the stream', () => {
  it('opens the conversation with a welcome code, and notes a contact point', () => {
    const entered = { event_type: 'enter_session', welcome_code: 'c1' };
    expect(convertEvent(entered)).toMatchObject({
      welcomeCode: 'c1',
      inbound: { content: { kind: 'event', name: 'open' } },
    });
    expect(convertEvent({ ...entered, scene_param: 'p:9:cd' })).toMatchObject({
      welcomeCode: 'c1',
      inbound: { content: { kind: 'event', name: 'scan', key: 'p:9:cd' } },
    });
    expect(convertEvent({ event_type: 'enter_session', scene_param: 'p:9:cd' })).toMatchObject({
      inbound: { content: { kind: 'event', name: 'scan', key: 'p:9:cd' } },
    });
    expect(convertEvent({ event_type: 'enter_session' })).toBeUndefined();
  });

  it.each([
    [0, 'unreachable'],
    [1, 'channel_down'],
    [2, 'channel_down'],
    [4, 'window_closed'],
    [5, 'window_closed'],
    [6, 'window_closed'],
    [8, 'channel_down'],
    [10, 'blocked'],
    [77, 'unreachable'],
  ])('names a message that did not arrive for reason %i as %s', (fail_type, failure) => {
    const fail = { event_type: 'msg_send_fail', fail_msgid: 'abc-1', fail_type };
    expect(convertEvent(fail)).toEqual({ kind: 'returned', platformId: 'abc', failure });
  });

  it.each([
    [1, true],
    [2, true],
    [4, true],
    [3, false],
  ])('tells by change %i whether a servicer has the session', (change_type, isWithPerson) => {
    expect(convertEvent({ event_type: 'session_status_change', change_type })).toMatchObject({
      kind: 'session',
      userId: 'wk1/wm1',
      isWithPerson,
    });
  });

  it.each([
    { origin: 5, msgtype: 'text', text: { content: '我是客服' } },
    { origin: 4, msgtype: 'event', event: { event_type: 'servicer_status_change' } },
    { origin: 4, msgtype: 'event', event: { event_type: 'user_recall_msg' } },
    { origin: 4, msgtype: 'event', event: { event_type: 'session_status_change', change_type: 9 } },
  ])('passes over %j', (message) => {
    expect(convert(message)).toBeUndefined();
  });
});
