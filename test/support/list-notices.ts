import type { FakeWechat } from './fake-wechat.ts';

/** The news of one ticket that a follower was sent, each by itself: what came together went as one message. */
export function listNotices(wechat: FakeWechat, openId: string, number: string): readonly string[] {
  return wechat
    .sentTo(openId)
    .flatMap((words) => words.split('\n\n'))
    .filter((words) => words.includes(number) && !words.includes('查询码：'));
}
