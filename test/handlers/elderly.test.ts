import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../bot/index.ts';
import type { DialogueState } from '../../handlers/index.ts';
import { buildTalk, buildWorld, keysOf } from '../support/build-turn.ts';

const voice = { kind: 'voice', mediaId: 'm', format: 'amr' } as const;
const says = ({ replies }: Outcome<DialogueState>): readonly string[] =>
  replies.at(-1)?.options?.map((option) => option.say) ?? [];

describe('长辈模式', () => {
  test.each(['长辈模式', '长輩模式', '大字', 'Elderly mode'])(
    'is begun by %s and ended by 普通模式',
    async (words) => {
      const { say } = buildTalk(buildWorld());
      const begun = await say(words);
      expect([keysOf(begun), begun.manner]).toEqual([['elderly.on'], 'elderly']);
      const ended = await say('普通模式');
      expect([keysOf(ended), ended.manner]).toEqual([['elderly.off'], 'plain']);
    },
  );

  test('is on the menu of 帮助, and so is the way back', async () => {
    const { say } = buildTalk(buildWorld());
    expect(says(await say('帮助'))).toContain('长辈模式');
    await say('7');
    const menu = says(await say('帮助'));
    expect(menu.slice(0, 3)).toEqual(['投诉', '咨询', '进度']);
    expect(menu).toContain('普通模式');
  });

  test('is begun in the middle of a form, which goes on', async () => {
    const { say } = buildTalk(buildWorld());
    await say('投诉');
    expect(keysOf(await say('大字'))).toEqual(['elderly.on', 'ask.story.complaint']);
  });

  test('offers two units and 其他 by number', async () => {
    const { say, send } = buildTalk(buildWorld());
    await say('长辈模式');
    const asked = await send(voice);
    expect(says(asked).slice(0, 3)).toEqual(['市场监督管理局', '城市管理局', '其他']);
    expect(keysOf(await say('3'))).toEqual(['short.write.unit']);
  });

  test('is offered once: at the third voice, or at the third time of not being understood', async () => {
    const speaking = buildTalk(buildWorld());
    const offers: boolean[] = [];
    for (let times = 0; times < 5; times += 1) {
      offers.push(keysOf(await speaking.send(voice)).includes('elderly.offer'));
    }
    expect(offers).toEqual([false, false, true, false, false]);
    const lost = buildTalk(buildWorld());
    await lost.say('你好');
    const heard: boolean[] = [];
    for (const words of ['嗯嗯', '啊啊', '喔喔', '呃呃']) {
      heard.push(keysOf(await lost.say(words)).includes('elderly.offer'));
    }
    expect(heard).toEqual([false, false, true, false]);
  });

  test('更多 gives each rest once', async () => {
    const world = buildWorld();
    const rests = [{ id: 'row-1', rest: '第二段。' }];
    const findRest = async () => rests.at(-1);
    const { say } = buildTalk({ ...world, ports: { ...world.ports, findRest } });
    const part = await say('更多');
    expect(part.replies).toEqual([
      { key: 'conversation.elderly.part', values: { words: '第二段。' } },
    ]);
    expect(keysOf(await say('更多'))).toEqual(['elderly.nothingMore']);
    rests.push({ id: 'row-2', rest: '第三段。' });
    expect(keysOf(await say('更多'))).toEqual(['elderly.part']);
  });
});
