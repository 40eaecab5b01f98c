import { nextMsgId, postCallback } from '../build-callback.ts';
import { buildKfCallback, buildKfFields } from '../build-wecom-callback.ts';
import { testCorp } from '../fake-wecom.ts';
import type { CustomerMessage } from '../fake-wecom-kf.ts';
import type { House } from './house.ts';
import {
  createFollower,
  readNumberedOptions,
  refuseAct,
  type Act,
  type Heard,
  type Mouth,
} from './mouth.ts';
import { findPhoto, things, type Thing } from './things.ts';

/** WeCom's word that something happened at the account. */
export async function ringCustomerService(house: House, token: string): Promise<void> {
  const now = house.now();
  const CreateTime = Math.floor(now.getTime() / 1000);
  const callback = buildKfCallback(buildKfFields({ Token: token, CreateTime }), { now });
  const response = await postCallback(house.readUrl(), callback, '/webhooks/wecom-kf');
  if (!response.ok) throw new Error(`the callback answered ${response.status}`);
}

/** Somebody in plain WeChat who writes to the bureau's customer service: texts, and menus that are tapped. */
export function createCustomerMouth(house: House, userId: string): Mouth {
  const { wecom } = house;
  const [account] = testCorp.accounts;
  const readPushes = createFollower(() => wecom.kf.sentTo(userId));

  const ring = (token: string): Promise<void> => ringCustomerService(house, token);
  const write = (message: object): Promise<void> => ring(wecom.kf.write(account, userId, message));
  const say = (content: string): Promise<void> => write({ msgtype: 'text', text: { content } });

  function send(msgtype: string, { bytes, mimeType }: Thing): Promise<void> {
    const media_id = `media-${nextMsgId()}`;
    wecom.addMedia(media_id, bytes, mimeType);
    return write({ msgtype, [msgtype]: { media_id } });
  }

  async function act({ name, detail }: Act): Promise<void> {
    switch (name) {
      case '图片':
        return send('image', await findPhoto(detail));
      case '语音':
        return send('voice', things.voice);
      case '视频':
        return send('video', things.video);
      case '文件':
        return send('file', things.pdf);
      case '位置':
        return write({
          msgtype: 'location',
          location: { latitude: 33.2, longitude: 119.2, name: detail, address: '' },
        });
      case '链接':
        return write({ msgtype: 'link', link: { title: detail, desc: '', url: 'https://x.test' } });
      case '名片':
        return write({ msgtype: 'business_card', business_card: { userid: 'someone' } });
      case '进入':
        return ring(wecom.kf.enter(account, userId, detail === '' ? {} : { scene_param: detail }));
      default:
        return refuseAct({ name, detail });
    }
  }

  function toHeard(content: CustomerMessage['content']): Heard {
    if (content.msgtype === 'text') {
      const text = content.text.content;
      return { text, options: readNumberedOptions(text, say) };
    }
    const { head_content = '', list } = content.msgmenu;
    return {
      text: [head_content, ...list.map(({ click }) => click.content)].join('\n'),
      options: list.map(({ click }) => ({
        label: click.content,
        pick: () => write({ msgtype: 'text', text: { content: click.content, menu_id: click.id } }),
      })),
    };
  }

  return { say, act, listen: async () => readPushes().map(toHeard) };
}
