import { signInStaff, type StaffAnswer, type StaffClient } from '../staff-client.ts';
import { staffPassword, type House } from './house.ts';
import type { Names } from './match-words.ts';
import { dutyOrders } from './staff-duty.ts';
import { knowledgeOrders } from './staff-knowledge.ts';
import { listOrders } from './staff-lists.ts';
import { talkOrders } from './staff-talk.ts';
import { buildStepValues } from '../build-step-values.ts';
import { actionOf } from './vocabulary.ts';

/** An order taken apart: 回复 2026…「words」（reason）. */
export type Order = {
  readonly verb: string;
  /** What stands behind the verb, up to the words and the reason. */
  readonly about: string;
  /** Each 「…」, in order. */
  readonly words: readonly string[];
  readonly reason?: string;
};

export type Desk = {
  readonly call: StaffClient['call'];
  readonly upload: StaffClient['upload'];
  readonly names: Names;
  readonly now: () => Date;
  readonly toAddress: House['toAddress'];
};
export type CarryOut = (order: Order, desk: Desk) => Promise<StaffAnswer>;

const signInAgainMs = 10 * 60_000;

/** Staff at the console's API. An order that the API refuses throws, unless 被拒 and the code stand behind it. */
export function createStaff(house: House, names: Names) {
  let signedIn:
    | { readonly at: number; readonly url: string; readonly client: StaffClient }
    | undefined;

  async function openClient(): Promise<StaffClient> {
    const [at, url] = [house.now().getTime(), house.readUrl()];
    const isFresh = signedIn?.url === url && Math.abs(at - signedIn.at) < signInAgainMs;
    if (signedIn !== undefined && isFresh) return signedIn.client;
    signedIn = { at, url, client: await signInStaff(url, 'admin', staffPassword) };
    return signedIn.client;
  }

  return {
    openClient,
    async carryOut(text: string): Promise<void> {
      const client = await openClient();
      const { now, toAddress } = house;
      const [, order = text, refusal] = /^([\s\S]*?)\s+被拒\s+(\S+)$/u.exec(text) ?? [];
      const read = parseOrder(order);
      const carryOut = orders[read.verb] ?? toAction(read.verb);
      const { status, body } = await carryOut(read, { ...client, names, now, toAddress });
      const code = status < 300 ? undefined : String(body.code);
      if (code !== refusal)
        throw new Error(`expected ${refusal ?? 'success'}, got ${code ?? status}`);
    },
  };
}

function parseOrder(text: string): Order {
  const words = [...text.matchAll(/「([^」]*)」/gu)].map(([, inner = '']) => inner);
  const plain = text.replaceAll(/「[^」]*」/gu, ' ');
  const reason = /（([^）]*)）/u.exec(plain)?.[1];
  const [verb = '', ...about] = plain
    .replaceAll(/（[^）]*）/gu, ' ')
    .trim()
    .split(/\s+/u);
  return { verb, about: about.join(' '), words, ...(reason !== undefined && { reason }) };
}

function toAction(verb: string): CarryOut {
  const action = actionOf.get(verb);
  if (action === undefined) throw new Error(`staff do not know how to: ${verb}`);
  return async ({ about, words, reason }, { call }) => {
    const path = `/tickets/${about}`;
    const { version } = (await call('GET', path)).body;
    const [text] = words;
    return call('POST', `${path}/actions`, {
      action,
      version,
      ...buildStepValues(action),
      ...(reason !== undefined && { reason }),
      ...(text !== undefined && { values: { text } }),
    });
  };
}

const outcomes: Readonly<Record<string, string>> = {
  接通: 'reached',
  没接通: 'not_reached',
  寄信: 'letter_sent',
};

const orders: Readonly<Record<string, CarryOut>> = {
  ...dutyOrders,
  ...knowledgeOrders,
  ...listOrders,
  ...talkOrders,
  /** 分拣 2026000017 complaint 市场监管; the area may be left out */
  async 分拣({ about }, { call }) {
    const [number = '', kind = '', area] = about.split(' ');
    const { version } = (await call('GET', `/tickets/${number}`)).body;
    const values = { kind, ...(area !== undefined && { area }) };
    return call('POST', `/tickets/${number}/actions`, { action: 'sort', version, values });
  },
  /** 邀请 和平商会 记为 邀请码 */
  async 邀请({ about }, { call, names }) {
    const [organisation = '', name = ''] = about.split(' 记为 ');
    const invited = await call('POST', '/invitations', {
      organisation,
      termMonths: 12,
      validDays: 30,
    });
    names.set(name, String(invited.body.code));
    return invited;
  },
  /** 建联系点「name」「township」「place」 记为 场景码 */
  async 建联系点({ about, words: [name = '', township = '', place = ''] }, { call, names }) {
    const facts = { name, kind: 'community', township, place, keeper: '' };
    const made = await call('POST', '/contact-points', facts);
    const scene = new URL(String(made.body.chatUrl)).searchParams.get('p') ?? '';
    names.set(about.replace('记为', '').trim(), scene);
    names.set(`${name}的编号`, String(made.body.id));
    return made;
  },
  /** 停用联系点 花园社区 */
  async 停用联系点({ about }, { call, names }) {
    const path = `/contact-points/${names.get(`${about}的编号`) ?? ''}`;
    return call('POST', `${path}/state`, { version: 1, state: 'closed' });
  },
  /** 电话告知 2026000017 没接通「words」 */
  async 电话告知({ about, words }, { call }) {
    const [number = '', outcome = ''] = about.split(' ');
    const { body } = await call('GET', `/tickets/${number}/reach`);
    const task = body.tasks.find(({ state }: { readonly state: string }) => state === 'open');
    if (task === undefined) throw new Error('there is nothing to tell');
    return call('POST', `/tasks/${String(task.id)}/attempts`, {
      version: task.version,
      outcome: outcomes[outcome],
      ...(words[0] !== undefined && { note: words[0] }),
    });
  },
};
