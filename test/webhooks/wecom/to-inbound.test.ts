import { describe, expect, it } from '@jest/globals';
import type { Content } from '../../../bot/index.ts';
import { WecomMessageSchema } from '../../../webhooks/wecom/message.ts';
import { toInbound } from '../../../webhooks/wecom/to-inbound.ts';
import { parseMessageXml } from '../../../webhooks/wx-crypto/index.ts';
import { type CallbackFields, toMessageXml } from '../../support/build-callback.ts';
import { buildMemberEvent, buildMemberFields } from '../../support/build-wecom-callback.ts';
import { testCorp } from '../../support/fake-wecom.ts';

const hashEvent = (parts: readonly string[]): string => `hash(${parts.join('|')})`;

function convert(fields: CallbackFields | string) {
  const xml = typeof fields === 'string' ? fields : toMessageXml(fields);
  return toInbound(WecomMessageSchema.parse(parseMessageXml(xml)), hashEvent);
}

describe('messages of members', () => {
  it('become ours, the member in lower case and the id exact', () => {
    const fields = buildMemberFields({
      FromUserName: 'Li.Si',
      MsgId: '23012345678901234567',
      CreateTime: 1_700_000_000,
    });
    expect(convert(fields)).toEqual({
      id: 'wecom-m-23012345678901234567',
      from: { channel: 'wecom', userId: 'li.si' },
      sentAt: new Date('2023-11-14T22:13:20Z'),
      content: { kind: 'text', text: '你好' },
    });
  });

  it.each<[string, CallbackFields, Content]>([
    ['text', { Content: '投诉' }, { kind: 'text', text: '投诉' }],
    ['image', { PicUrl: 'http://x.test', MediaId: 'm1' }, { kind: 'image', mediaId: 'm1' }],
    ['voice', { MediaId: 'm1', Format: 'amr' }, { kind: 'voice', mediaId: 'm1', format: 'amr' }],
    [
      'video',
      { MediaId: 'm1', ThumbMediaId: 't1' },
      { kind: 'video', mediaId: 'm1', thumbMediaId: 't1' },
    ],
    [
      'location',
      { Location_X: '23.13', Location_Y: '113.35', Label: '某路', AppType: 'wxwork' },
      { kind: 'location', latitude: 23.13, longitude: 113.35, label: '某路' },
    ],
    [
      'link',
      { Title: '标题', Description: '说明', Url: 'https://x.test', PicUrl: 'https://p.test' },
      { kind: 'link', title: '标题', description: '说明', url: 'https://x.test' },
    ],
    ['hologram', {}, { kind: 'unsupported', type: 'hologram' }],
  ])('of type %s with %j are understood', (type, fields, expected) => {
    const { Content: _, ...rest } = buildMemberFields();
    expect(convert({ ...rest, MsgType: type, ...fields })?.content).toEqual(expected);
  });
});

describe('events', () => {
  it.each<[string, CallbackFields, Content]>([
    ['subscribe', {}, { kind: 'event', name: 'follow' }],
    ['unsubscribe', {}, { kind: 'event', name: 'unfollow' }],
    ['enter_agent', {}, { kind: 'event', name: 'open' }],
    ['click', { EventKey: 'V1:HELP' }, { kind: 'event', name: 'menu', key: 'V1:HELP' }],
    ['CLICK', { EventKey: 'V1:HELP' }, { kind: 'event', name: 'menu', key: 'V1:HELP' }],
    ['template_card_event', { EventKey: '退回', TaskId: 't' }, { kind: 'text', text: '退回' }],
    ['template_card_menu_event', { EventKey: '移送', TaskId: 't' }, { kind: 'text', text: '移送' }],
  ])('%s with %j is understood', (event, fields, expected) => {
    expect(convert(buildMemberEvent(event, fields))?.content).toEqual(expected);
  });

  it('hand on what was scanned through the menu', () => {
    const xml = toMessageXml(buildMemberEvent('scancode_waitmsg', { EventKey: 'V1:SCAN' }));
    const info = '<ScanCodeInfo><ScanResult>p:9:cd</ScanResult></ScanCodeInfo>';
    expect(convert(xml.replace('</xml>', `${info}</xml>`))?.content).toEqual({
      kind: 'event',
      name: 'scan',
      key: 'p:9:cd',
    });
  });

  it.each([
    'LOCATION',
    'view',
    'batch_job_result',
    'scancode_push',
    'pic_sysphoto',
    'pic_photo_or_album',
    'pic_weixin',
    'location_select',
    'open_approval_change',
    'change_contact',
    'change_external_contact',
    'kf_msg_or_event',
    'something_new',
  ])('%s ends here', (event) => {
    expect(convert(buildMemberEvent(event))).toBeUndefined();
  });

  it('have ids that differ by key and by card, and show no member', () => {
    const at = { CreateTime: 1_700_000_000, EventKey: '退回' };
    const press = (TaskId: string) =>
      convert(buildMemberEvent('template_card_event', { ...at, TaskId }));
    expect(press('t1')?.id).not.toBe(press('t2')?.id);
    expect(press('t1')?.id).toBe(press('t1')?.id);
    expect(press('t1')?.id).toBe(
      `wecom-e-hash(li.si|1700000000|template_card_event|退回|${testCorp.agentId}|t1)`,
    );
  });
});
