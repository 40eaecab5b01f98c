import { setTimeout as sleep } from 'node:timers/promises';
import {
  buildCallback,
  buildTextFields,
  postCallback,
  readReplyText,
  type CallbackFields,
} from './build-callback.ts';
import type { CryptoPeer } from './crypto-peers.ts';
import type { FakeWechat } from './fake-wechat.ts';
import { toListenMs } from './wait-for.ts';

type PersonOptions = {
  readonly url: string;
  readonly openId: string;
  readonly wechat: FakeWechat;
  readonly peer?: CryptoPeer;
  /** Every n-th callback is sent twice, as WeChat does when an answer is late. */
  readonly repeatEvery?: number;
  /** How long to wait for the words of an answer, passive or pushed. */
  readonly answerWithinMs?: number;
  /** The platform's clock, where it is moved. */
  readonly now?: () => Date;
};

const readingMs = 300;
const hasWords = (body: string): boolean => body !== 'success' && body !== '';

/** One follower of the account: writes, repeats what was not acknowledged, and reads what comes back. */
export function createWechatPerson(options: PersonOptions) {
  const {
    url,
    openId,
    wechat,
    peer,
    repeatEvery = 0,
    answerWithinMs = 8000,
    now = () => new Date(),
  } = options;
  const heard: string[] = [];
  let sentCount = 0;
  let readPushes = 0;

  /** Posts until it is acknowledged, as WeChat's retries and the person's second try would. */
  async function post(fields: CallbackFields): Promise<string> {
    const callback = buildCallback(fields, { now: now(), ...(peer && { peer }) });
    for (;;) {
      const body = await postCallback(url, callback).then(
        async (response) => (response.ok ? response.text() : undefined),
        () => undefined,
      );
      if (body !== undefined) return body;
      await sleep(100);
    }
  }

  function takePushes(): readonly string[] {
    const pushed = wechat.sentTo(openId).slice(readPushes);
    readPushes += pushed.length;
    heard.push(...pushed);
    return pushed;
  }

  /** An answer may be several messages: whoever read the first waits a moment for the next. */
  async function takeRest(listenMs: number): Promise<readonly string[]> {
    await sleep(listenMs);
    const more = takePushes();
    return more.length === 0 ? [] : [...more, ...(await takeRest(listenMs))];
  }

  async function waitForPush(): Promise<string> {
    const from = Date.now();
    while (Date.now() < from + answerWithinMs) {
      const pushed = takePushes();
      if (pushed.length > 0) {
        const listenMs = toListenMs(readingMs, Date.now() - from);
        return [...pushed, ...(await takeRest(listenMs))].join('\n');
      }
      await sleep(20);
    }
    return '';
  }

  return {
    openId,
    /** Everything heard so far, passive and pushed, in order. */
    heard: heard as readonly string[],
    takePushes,
    /** Sends fields of any kind; answers the words that came back, '' when none came in time. */
    async send(fields: CallbackFields): Promise<string> {
      sentCount += 1;
      // A retry opens no window: the person did it once.
      if (fields['MsgType'] === 'event') wechat.noteMenu(openId);
      else wechat.noteMessage(openId);
      const first = await post(fields);
      const isRepeated = repeatEvery > 0 && sentCount % repeatEvery === 0;
      const again = isRepeated ? await post(fields) : first;
      // The platform shows the answer of whichever request carried one.
      const body = hasWords(first) ? first : again;
      if (!hasWords(body)) return waitForPush();
      const text = readReplyText(body);
      heard.push(text);
      return text;
    },
    say(text: string): Promise<string> {
      return this.send(buildTextFields({ FromUserName: openId, Content: text }));
    },
  };
}

export type WechatPerson = ReturnType<typeof createWechatPerson>;

const askEveryMs = 3000;

/** WeChat lets five messages follow what a person wrote: whoever waits for more asks in between. */
export async function askUntil(
  person: Pick<WechatPerson, 'say'>,
  isTold: () => boolean,
  timeoutMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!isTold()) {
    if (Date.now() > deadline) throw new Error(`not told within ${timeoutMs} ms`);
    await sleep(askEveryMs);
    if (!isTold()) await person.say('帮助');
  }
}

/** Answers everything that is asked with 跳过 and files; the words of the filing. */
export async function fileComplaint(
  person: Pick<WechatPerson, 'say'>,
  story: string,
): Promise<string> {
  await person.say('投诉');
  let answer = await person.say(story);
  for (let asked = 0; asked < 15 && !isReview(answer); asked += 1) {
    answer = await person.say('跳过');
  }
  return person.say('提交');
}

/** The review lists what was given and waits for 提交. */
function isReview(words: string): boolean {
  return /核对|请您看/.test(words) && words.includes('提交');
}
