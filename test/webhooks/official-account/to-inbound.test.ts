import { describe, expect, it } from '@jest/globals';
import type { Content } from '../../../bot/index.ts';
import { WechatMessageSchema } from '../../../webhooks/official-account/message.ts';
import { toInbound } from '../../../webhooks/official-account/to-inbound.ts';
import { parseMessageXml } from '../../../webhooks/wx-crypto/index.ts';
import {
  buildEventFields,
  buildTextFields,
  type CallbackFields,
  toMessageXml,
} from '../../support/build-callback.ts';

const hashEvent = (parts: readonly string[]): string => `hash(${parts.join('|')})`;

function convert(fields: CallbackFields | string) {
  const xml = typeof fields === 'string' ? fields : toMessageXml(fields);
  return toInbound(WechatMessageSchema.parse(parseMessageXml(xml)), hashEvent);
}

function buildFields(MsgType: string, fields: CallbackFields): CallbackFields {
  const { Content: _, ...rest } = buildTextFields();
  return { ...rest, MsgType, ...fields };
}

describe('messages', () => {
  it('become ours with a 64-bit id kept exact', () => {
    const fields = buildTextFields({ MsgId: '23012345678901234567', CreateTime: 1_700_000_000 });
    expect(convert(fields)).toEqual({
      id: 'official-account-m-23012345678901234567',
      from: { channel: 'official-account', userId: 'oTestPerson0000000000000001' },
      sentAt: new Date('2023-11-14T22:13:20Z'),
      content: { kind: 'text', text: '你好' },
    });
  });

  it.each<[string, CallbackFields, Content]>([
    ['text', { Content: '1. 投诉', bizmsgmenuid: '101' }, { kind: 'text', text: '1. 投诉' }],
    ['image', { PicUrl: 'http://x.test', MediaId: 'm1' }, { kind: 'image', mediaId: 'm1' }],
    [
      'image',
      { PicUrl: 'http://mmbiz.qpic.cn/p/0', MediaId: 'm1' },
      { kind: 'image', mediaId: 'm1', pictureUrl: 'https://mmbiz.qpic.cn/p/0' },
    ],
    [
      'voice',
      { MediaId: 'm1', Format: 'speex', Recognition: '你好' },
      { kind: 'voice', mediaId: 'm1', format: 'speex', recognition: '你好' },
    ],
    ['voice', { MediaId: 'm1', Format: 'amr' }, { kind: 'voice', mediaId: 'm1', format: 'amr' }],
    [
      'video',
      { MediaId: 'm1', ThumbMediaId: 't1' },
      { kind: 'video', mediaId: 'm1', thumbMediaId: 't1' },
    ],
    ['shortvideo', { MediaId: 'm1' }, { kind: 'video', mediaId: 'm1' }],
    [
      'location',
      { Location_X: '23.134521', Location_Y: '113.358803', Scale: 20, Label: '某路' },
      { kind: 'location', latitude: 23.134521, longitude: 113.358803, label: '某路' },
    ],
    [
      'link',
      { Title: '标题', Description: '说明', Url: 'https://x.test' },
      { kind: 'link', title: '标题', description: '说明', url: 'https://x.test' },
    ],
    ['file', { Title: '证据.pdf' }, { kind: 'file', name: '证据.pdf' }],
    ['miniprogrampage', { AppId: 'wx1' }, { kind: 'unsupported', type: 'miniprogrampage' }],
    ['hologram', {}, { kind: 'unsupported', type: 'hologram' }],
    ['image', {}, { kind: 'unsupported', type: 'image' }],
    ['location', { Location_X: 'x' }, { kind: 'unsupported', type: 'location' }],
    [
      'text',
      { Content: '【收到不支持的消息类型，暂无法显示】' },
      { kind: 'unsupported', type: 'sticker' },
    ],
  ])('of type %s with %j are understood', (type, fields, expected) => {
    expect(convert(buildFields(type, fields))?.content).toEqual(expected);
  });

  it('of an unknown type without MsgId still get a stable id', () => {
    const { MsgId: _, ...fields } = buildTextFields({ MsgType: 'hologram' });
    expect(convert(fields)?.id).toBe(convert(fields)?.id);
    expect(convert(fields)?.id).toMatch(/^official-account-e-/);
  });
});

const list = (id: string, status: string): string =>
  `<List><TemplateId>${id}</TemplateId><SubscribeStatusString>${status}</SubscribeStatusString></List>`;

describe('events', () => {
  it.each<[string, CallbackFields, Content]>([
    ['subscribe', { EventKey: '' }, { kind: 'event', name: 'follow' }],
    [
      'subscribe',
      { EventKey: 'qrscene_p:12:ab', Ticket: 't' },
      { kind: 'event', name: 'follow', key: 'p:12:ab' },
    ],
    ['subscribe', { EventKey: 'last_trade_no_4001' }, { kind: 'event', name: 'follow' }],
    ['unsubscribe', {}, { kind: 'event', name: 'unfollow' }],
    ['SCAN', { EventKey: 'p:12:ab' }, { kind: 'event', name: 'scan', key: 'p:12:ab' }],
    ['CLICK', { EventKey: 'V1:CASE_NEW' }, { kind: 'event', name: 'menu', key: 'V1:CASE_NEW' }],
  ])('%s with %j is understood', (event, fields, expected) => {
    expect(convert(buildEventFields(event, fields))?.content).toEqual(expected);
  });

  it('give one consent for each template that was accepted', () => {
    const event = buildEventFields('subscribe_msg_popup_event');
    const toXml = (lists: string) =>
      toMessageXml(event).replace(
        '</xml>',
        `<SubscribeMsgPopupEvent>${lists}</SubscribeMsgPopupEvent></xml>`,
      );
    const consent = { kind: 'event', name: 'consent' };
    expect(convert(toXml(list('T-1', 'accept')))?.content).toEqual({ ...consent, key: 'T-1' });
    const several = list('T-1', 'accept') + list('T_2', 'reject') + list('T3', 'accept');
    expect(convert(toXml(several))?.content).toEqual({ ...consent, key: 'T-1 T3' });
    expect(convert(toXml(list('T-1', 'reject')))).toBeUndefined();
    expect(convert(toXml(list('$bad.id', 'accept')))).toBeUndefined();
  });

  it('hand on what was scanned through the menu', () => {
    const xml = toMessageXml(buildEventFields('scancode_waitmsg', { EventKey: 'V1:SCAN' }));
    const info =
      '<ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>p:9:cd</ScanResult></ScanCodeInfo>';
    expect(convert(xml.replace('</xml>', `${info}</xml>`))?.content).toEqual({
      kind: 'event',
      name: 'scan',
      key: 'p:9:cd',
    });
  });

  it.each([
    'LOCATION',
    'VIEW',
    'view_miniprogram',
    'scancode_push',
    'pic_sysphoto',
    'pic_photo_or_album',
    'pic_weixin',
    'location_select',
    'TEMPLATESENDJOBFINISH',
    'MASSSENDJOBFINISH',
    'PUBLISHJOBFINISH',
    'subscribe_msg_popup_event',
    'subscribe_msg_change_event',
    'subscribe_msg_sent_event',
    'user_info_modified',
    'user_authorization_revoke',
    'kf_create_session',
    'kf_close_session',
    'kf_switch_session',
    'wxa_media_check',
    'something_new',
  ])('%s ends here', (event) => {
    expect(convert(buildEventFields(event))).toBeUndefined();
  });

  it('that differ within one second have different ids, and none shows the openid', () => {
    const at = { CreateTime: 1_700_000_000 };
    const tap = convert(buildEventFields('CLICK', { ...at, EventKey: 'a' }));
    const other = convert(buildEventFields('CLICK', { ...at, EventKey: 'b' }));
    const scan = convert(buildEventFields('SCAN', { ...at, EventKey: 'a' }));
    expect(new Set([tap?.id, other?.id, scan?.id]).size).toBe(3);
    expect(tap?.id).toBe('official-account-e-hash(oTestPerson0000000000000001|1700000000|CLICK|a)');
  });
});
