import {
  buildCallback,
  buildEventFields,
  buildImageFields,
  buildTextFields,
  nextMsgId,
  postCallback,
  readReplyText,
  toMessageXml,
  type CallbackFields,
} from '../build-callback.ts';
import { consentTemplateId, type House } from './house.ts';
import {
  createEars,
  createFollower,
  readNumberedOptions,
  refuseAct,
  type Act,
  type Mouth,
} from './mouth.ts';
import { findPhoto, things, type Thing } from './things.ts';

/** A tap on the account's menu. */
const menuKeys: ReadonlyMap<string, string> = new Map([
  ['投诉', 'V1:CASE_NEW'],
  ['企业反馈', 'V1:FEEDBACK_NEW'],
  ['建议', 'V1:SUGGESTION_NEW'],
  ['咨询', 'V1:CONSULT'],
  ['进度', 'V1:PROGRESS'],
  ['评价', 'V1:RATE'],
  ['转人工', 'V1:PERSON'],
]);

const consent = `<SubscribeMsgPopupEvent><List><TemplateId>${consentTemplateId}</TemplateId><SubscribeStatusString>accept</SubscribeStatusString></List></SubscribeMsgPopupEvent>`;

/** Somebody at the Official Account: reads answers in requests, pushes, and notices on the lock screen. */
export function createFollowerMouth(house: House, openId: string): Mouth {
  const { wechat, now } = house;
  const ears = createEars();
  const readPushes = createFollower(() => wechat.sentTo(openId));
  const readNotices = createFollower(() =>
    wechat.notices.filter(({ touser }) => touser === openId),
  );
  const base = (): CallbackFields => ({
    FromUserName: openId,
    CreateTime: Math.floor(now().getTime() / 1000),
  });
  const hear = (text: string): void => ears.hear({ text, options: readNumberedOptions(text, say) });

  async function post(fields: CallbackFields, moreXml = ''): Promise<void> {
    const xml = toMessageXml({ ...fields, ...base() }).replace('</xml>', `${moreXml}</xml>`);
    const callback = buildCallback(xml, { now: now() });
    const response = await postCallback(house.readUrl(), callback);
    if (!response.ok) throw new Error(`the callback answered ${response.status}`);
    const body = await response.text();
    if (body !== 'success' && body !== '') hear(readReplyText(body));
  }

  async function say(words: string): Promise<void> {
    wechat.noteMessage(openId);
    await post(buildTextFields({ Content: words }));
  }

  function keep({ bytes, mimeType }: Thing): string {
    const mediaId = `media-${nextMsgId()}`;
    wechat.addMedia(mediaId, bytes, mimeType);
    return mediaId;
  }

  function send(type: string, fields: CallbackFields): Promise<void> {
    wechat.noteMessage(openId);
    const { PicUrl: _, MediaId: __, ...rest } = buildImageFields();
    return post({ ...rest, MsgType: type, ...fields });
  }

  function tell(event: string, fields: CallbackFields = {}): Promise<void> {
    if (event !== 'unsubscribe') wechat.noteMenu(openId);
    return post(buildEventFields(event, fields));
  }

  async function act({ name, detail }: Act): Promise<void> {
    switch (name) {
      case '图片':
        return send('image', { PicUrl: 'http://x.test/p', MediaId: keep(await findPhoto(detail)) });
      case '语音':
        return send('voice', {
          MediaId: keep(things.voice),
          Format: 'amr',
          ...(detail !== '' && { Recognition: detail }),
        });
      case '视频': {
        const MediaId = keep(things.video);
        return send('video', { MediaId, ThumbMediaId: `${MediaId}-t` });
      }
      case '位置':
        return send('location', {
          Location_X: '33.2',
          Location_Y: '119.2',
          Scale: 15,
          Label: detail,
        });
      case '链接':
        return send('link', { Title: detail, Description: '', Url: 'https://example.test/a' });
      case '表情':
        return send('text', { Content: '【收到不支持的消息类型，暂无法显示】' });
      case '关注':
        wechat.follow(openId);
        return tell('subscribe', { EventKey: detail === '' ? '' : `qrscene_${detail}` });
      case '取消关注':
        await tell('unsubscribe');
        return wechat.unfollow(openId);
      case '扫码':
        return tell('SCAN', { EventKey: detail });
      case '点菜单':
        return tell('CLICK', { EventKey: menuKeys.get(detail) ?? detail });
      case '允许通知':
        wechat.consent(openId, consentTemplateId);
        return post(buildEventFields('subscribe_msg_popup_event'), consent);
      default:
        return refuseAct({ name, detail });
    }
  }

  return {
    say,
    act,
    async listen() {
      for (const text of readPushes()) hear(text);
      for (const { kind, fields } of readNotices()) {
        const title = kind === 'template' ? '模板消息' : '订阅消息';
        hear(`〔${title}〕${Object.values(fields).join(' ')}`);
      }
      return ears.take();
    },
  };
}
