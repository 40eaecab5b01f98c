import { setTimeout as sleep } from 'node:timers/promises';
import {
  postCallback,
  readReplyText,
  toMessageXml,
  type Callback,
  type CallbackFields,
} from './build-callback.ts';
import {
  appAccount,
  buildKfCallback,
  buildKfFields,
  buildMemberEvent,
  buildMemberFields,
  buildWecomCallback,
} from './build-wecom-callback.ts';
import { testCorp, type FakeWecom } from './fake-wecom.ts';
import type { CustomerMessage } from './fake-wecom-kf.ts';

type PersonOptions = {
  readonly url: string;
  readonly userId: string;
  readonly wecom: FakeWecom;
  /** How long to wait for words that are pushed. */
  readonly answerWithinMs?: number;
  /** The platform's clock, where it is moved. */
  readonly now?: () => Date;
};

/** Posts until it is acknowledged, as WeCom's retries would. */
async function post(url: string, path: string, callback: Callback): Promise<string> {
  for (;;) {
    const body = await postCallback(url, callback, path).then(
      async (response) => (response.ok ? response.text() : undefined),
      () => undefined,
    );
    if (body !== undefined) return body;
    await sleep(100);
  }
}

const settledMs = 900;

/** Reads what was heard since it read last, once something came and no more follows; '' when nothing came in time. */
function createReader(listHeard: () => readonly string[], timeoutMs: number) {
  let read = 0;
  return async function readOn(): Promise<string> {
    const deadline = Date.now() + timeoutMs;
    let known = read;
    for (let settledAt = deadline; Date.now() < settledAt; await sleep(20)) {
      const heard = listHeard().length;
      if (heard > known) settledAt = Date.now() + settledMs;
      known = heard;
    }
    const words = listHeard().slice(read);
    read += words.length;
    return words.join('\n');
  };
}

/** A member of the corporation, who writes to the app. */
export function createMember({
  url,
  userId,
  wecom,
  answerWithinMs = 10_000,
  now = () => new Date(),
}: PersonOptions) {
  const answered: string[] = [];
  const readPushes = createReader(() => wecom.app.textsTo(userId), answerWithinMs);
  async function send(fields: CallbackFields): Promise<string> {
    const body = await post(url, '/webhooks/wecom', buildWecomCallback(fields, { now: now() }));
    if (body === '') return readPushes();
    const words = readReplyText(body, appAccount);
    answered.push(words);
    return words;
  }
  return {
    send,
    /** Presses a button of the newest card, as it was sent; resolves with the words of the answer. */
    async press(label: string, optionId?: string): Promise<string> {
      const card = wecom.app.cardsTo(userId).at(-1);
      const pressed = wecom.app.press(userId, card?.task_id ?? '', label, optionId);
      const event = buildMemberEvent('template_card_event', {
        FromUserName: userId,
        ...pressed.fields,
      });
      const xml = toMessageXml(event).replace('</xml>', `${pressed.selectedXml}</xml>`);
      const body = await post(url, '/webhooks/wecom', buildWecomCallback(xml, { now: now() }));
      return body === '' ? '' : readReplyText(body, appAccount);
    },
    say: (text: string) => send(buildMemberFields({ FromUserName: userId, Content: text })),
    /** Everything heard so far: answers in requests, then pushes. */
    listHeard: (): readonly string[] => [...answered, ...wecom.app.textsTo(userId)],
  };
}

/** A customer in plain WeChat, who writes to a customer-service account. */
export function createCustomer(options: PersonOptions) {
  const { url, userId, wecom, answerWithinMs = 10_000, now = () => new Date() } = options;
  const [account] = testCorp.accounts;
  const listHeard = (): readonly string[] => wecom.kf.sentTo(userId).map(toWords);
  const readOn = createReader(listHeard, answerWithinMs);
  async function ring(token: string): Promise<string> {
    await post(
      url,
      '/webhooks/wecom-kf',
      buildKfCallback(buildKfFields({ Token: token }), { now: now() }),
    );
    return readOn();
  }
  const write = (message: object): Promise<string> =>
    ring(wecom.kf.write(account, userId, message));
  return {
    listHeard,
    write,
    enter: (more?: object) => ring(wecom.kf.enter(account, userId, more)),
    say: (content: string) => write({ msgtype: 'text', text: { content } }),
  };
}

/** What a customer reads: the words, and a menu's items below them. */
function toWords(content: CustomerMessage['content']): string {
  if (content.msgtype === 'text') return content.text.content;
  const { head_content = '', list } = content.msgmenu;
  return [head_content, ...list.map(({ click }) => click.content)].join('\n');
}
