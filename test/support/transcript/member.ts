import { nextMsgId, postCallback, readReplyText, type CallbackFields } from '../build-callback.ts';
import {
  appAccount,
  buildMemberEvent,
  buildMemberFields,
  buildWecomCallback,
} from '../build-wecom-callback.ts';
import type { AppMessage } from '../fake-wecom-app.ts';
import type { House } from './house.ts';
import {
  createEars,
  createFollower,
  readNumberedOptions,
  refuseAct,
  type Act,
  type Heard,
  type Mouth,
} from './mouth.ts';
import { findPhoto, things, type Thing } from './things.ts';

/** A member of the corporation at the WeCom app: texts, and cards with buttons. */
export function createMemberMouth(house: House, userId: string): Mouth {
  const { wecom, now } = house;
  const ears = createEars();
  const readPushes = createFollower(() => wecom.app.sent.filter(({ touser }) => touser === userId));

  async function post(fields: CallbackFields): Promise<void> {
    const CreateTime = Math.floor(now().getTime() / 1000);
    const callback = buildWecomCallback(
      { ...fields, FromUserName: userId, CreateTime },
      { now: now() },
    );
    const response = await postCallback(house.readUrl(), callback, '/webhooks/wecom');
    if (!response.ok) throw new Error(`the callback answered ${response.status}`);
    const body = await response.text();
    if (body === '') return;
    const text = readReplyText(body, appAccount);
    ears.hear({ text, options: readNumberedOptions(text, say) });
  }

  const say = (words: string): Promise<void> => post(buildMemberFields({ Content: words }));

  function send(type: string, fields: CallbackFields): Promise<void> {
    const { Content: _, ...rest } = buildMemberFields();
    return post({ ...rest, MsgType: type, ...fields });
  }

  function keep({ bytes, mimeType }: Thing): CallbackFields {
    const MediaId = `media-${nextMsgId()}`;
    wecom.addMedia(MediaId, bytes, mimeType);
    return { MediaId };
  }

  async function act({ name, detail }: Act): Promise<void> {
    switch (name) {
      case '图片':
        return send('image', { PicUrl: 'http://x.test/p', ...keep(await findPhoto(detail)) });
      case '语音':
        return send('voice', {
          ...keep(things.voice),
          Format: 'amr',
          ...(detail !== '' && { Recognition: detail }),
        });
      case '视频':
        return send('video', { ...keep(things.video), ThumbMediaId: 'thumb' });
      case '位置':
        return send('location', {
          Location_X: '33.2',
          Location_Y: '119.2',
          Scale: 15,
          Label: detail,
        });
      case '链接':
        return send('link', { Title: detail, Description: '', Url: 'https://example.test/a' });
      case '进入':
        return post(buildMemberEvent('enter_agent'));
      case '关注':
        return post(buildMemberEvent('subscribe'));
      case '点菜单':
        return post(buildMemberEvent('click', { EventKey: detail }));
      default:
        return refuseAct({ name, detail });
    }
  }

  function toHeard(message: AppMessage): Heard {
    if ('text' in message) {
      return { text: message.text, options: readNumberedOptions(message.text, say) };
    }
    const { main_title } = 'card' in message ? message.card : message.notice;
    const { title, desc = '' } = main_title;
    if (!('card' in message)) return { text: `〔卡片〕${title} ${desc}`, options: [] };
    const { button_list, task_id } = message.card;
    return {
      text: [`〔卡片〕${title} ${desc}`, ...button_list.map(({ text }) => `〔${text}〕`)].join(
        '\n',
      ),
      options: button_list.map(({ text, key }) => ({
        label: text,
        pick: () =>
          post(
            buildMemberEvent('template_card_event', {
              EventKey: key,
              TaskId: task_id,
              ResponseCode: wecom.app.issueResponseCode(userId),
            }),
          ),
      })),
    };
  }

  return {
    say,
    act,
    async listen() {
      for (const message of readPushes()) ears.hear(toHeard(message));
      return ears.take();
    },
  };
}
