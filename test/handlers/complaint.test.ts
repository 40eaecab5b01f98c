import { describe, expect, test } from '@jest/globals';
import { buildTalk, buildWorld, keysOf } from '../support/build-turn.ts';

const story = '昨天上午城管队员没有出示证件，就把我的三轮车拖走了，还要我交五百元。';

describe('a complaint from end to end', () => {
  test('投诉, one long message, 跳过 to whatever is asked, 提交 files one ticket with the words unchanged', async () => {
    const world = buildWorld();
    const { say } = buildTalk(world);
    expect(keysOf(await say('投诉'))).toEqual(['begin.complaint', 'ask.story.complaint']);
    expect(keysOf(await say(story))).toEqual(['ask.actingUnit']);
    const asked: string[] = [];
    for (let turn = 0; turn < 9; turn += 1) asked.push(keysOf(await say('跳过')).at(-1) ?? '');
    expect(asked).toEqual([
      'ask.place',
      'ask.time',
      'ask.officer',
      'ask.paper',
      'ask.evidence',
      'ask.demand',
      'ask.openness',
      'ask.contact',
      'ask.review.confidential',
    ]);
    const filed = await say('提交');
    const [ticket] = world.store.all();
    expect(world.store.all()).toHaveLength(1);
    expect(ticket).toMatchObject({
      id: 't-web-chat-m-person-1-12',
      kind: 'complaint',
      openness: 'confidential',
      source: 'web-chat',
      personId: 'person-1',
      facts: { story },
    });
    expect(filed.replies).toEqual([
      {
        key: 'conversation.filed.complaint',
        values: {
          number: ticket?.number,
          due: '2026-03-09',
          progressUrl: 'http://localhost:8080/progress',
        },
        secrets: { code: `CODE-${ticket?.id}` },
      },
    ]);
    expect(filed.ticketId).toBe(ticket?.id);
    expect(filed.claimedMessageIds).toEqual(['web-chat-m-person-1-2', 'web-chat-m-person-1-12']);
    expect(filed.state.form).toBeUndefined();
  });
});
