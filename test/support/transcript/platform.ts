import { testCorp } from '../fake-wecom.ts';
import type { Misbehaviour } from '../fake-platform.ts';
import { ringCustomerService } from './customer.ts';
import type { House } from './house.ts';

/** What goes wrong on the platforms' side, or what they do by themselves. */
type Order = (house: House, rest: readonly string[]) => void | Promise<void>;

const [account] = testCorp.accounts;
/** The platform's reason: more than 48 hours have passed. */
const windowOver = 4;
const send = '/cgi-bin/message/custom/send';
const kfSend = '/cgi-bin/kf/send_msg';
const mediaGet = '/cgi-bin/media/get';

const faults: Readonly<Record<string, Misbehaviour>> = {
  断线: 'drop_after_accepting',
  网关错误: 'http_502',
  乱码: 'garbage',
};

function toFault(word = ''): Misbehaviour {
  const fault = faults[word] ?? (/^\d+$/u.test(word) ? Number(word) : undefined);
  if (fault === undefined) throw new Error(`no such fault: ${word}`);
  return fault;
}

const orders: Readonly<Record<string, Order>> = {
  /** 关窗口 老李: WeChat takes no words for this person until they write again. */
  关窗口: ({ wechat, toAddress }, [person = '']) =>
    wechat.closeWindow(toAddress(person, 'official-account')),
  /** 公众号发送 45015 2次 */
  公众号发送: ({ wechat }, [fault, times]) =>
    wechat.misbehave(toFault(fault), { path: send, ...toTimes(times) }),
  客服发送: ({ wecom }, [fault, times]) =>
    wecom.misbehave(toFault(fault), { path: kfSend, ...toTimes(times) }),
  企业微信发送: ({ wecom }, [fault, times]) =>
    wecom.misbehave(toFault(fault), { path: '/cgi-bin/message/send', ...toTimes(times) }),
  取素材: ({ wechat, wecom }, [fault, times]) => {
    wechat.misbehave(toFault(fault), { path: mediaGet, ...toTimes(times) });
    wecom.misbehave(toFault(fault), { path: mediaGet, ...toTimes(times) });
  },
  令牌失效({ wechat, wecom }) {
    wechat.revokeTokens();
    wecom.revokeTokens();
  },
  对接回调: ({ hotline }, [fault, times]) => hotline.misbehave(toFault(fault), toTimes(times)),
  /** 客服接起 老李, 客服结束 老李: a servicer of the bureau has the session, in WeCom itself. */
  客服接起: (house, [person = '']) =>
    ringCustomerService(
      house,
      house.wecom.kf.changeSession(account, house.toAddress(person, 'wecom-kf'), 3),
    ),
  客服结束: (house, [person = '']) =>
    ringCustomerService(
      house,
      house.wecom.kf.changeSession(account, house.toAddress(person, 'wecom-kf'), 4),
    ),
  /** What it took last could not be brought. */
  客服退回: (house, [person = '']) => {
    const last = house.wecom.kf.sentIds().at(-1) ?? '';
    const customer = house.toAddress(person, 'wecom-kf');
    return ringCustomerService(
      house,
      house.wecom.kf.returnMessage(account, customer, last, windowOver),
    );
  },
  游标丢失: ({ wecom }) => wecom.kf.loseCursors(),
};

function toTimes(word = '1次'): { readonly times: number } {
  return { times: Number.parseInt(word, 10) };
}

/** Carries out a line of 平台; throws when nothing of the kind is known. */
export async function carryOutOnPlatform(house: House, text: string): Promise<void> {
  const [verb = '', ...rest] = text.split(/\s+/u);
  const order = orders[verb];
  if (order === undefined) throw new Error(`platforms do not know how to: ${verb}`);
  await order(house, rest);
}
