import { describe, expect, test } from '@jest/globals';
import { array, assert, asyncProperty, constantFrom, shuffledSubarray } from 'fast-check';
import { buildEntry } from '../support/build-entry.ts';
import { buildTalk, buildWorld, wait, type Talk, type World } from '../support/build-turn.ts';

const story = '有几个队员没有出示证件，就把我的三轮车拖走了，还要我交五百元。';
const question = '罚款不给票据怎么办？';

/** Free-word corrections, each of a slot of its own: in whatever order, the draft ends the same. */
const corrections = [
  '单位写错了，是交警大队',
  '把地点改成建设路12号',
  '不是3月1日上午，是3月2日',
  '执法人员改成李队长',
  '文书改为扣押清单',
  '诉求应该是退车道歉',
] as const;

const asides = [question, '帮助', '返回', '跳过', '你好', '进度', '修改'] as const;

async function beginDraft(world: World): Promise<Talk> {
  const talk = buildTalk(world);
  for (const text of [
    '投诉',
    story,
    '河东县城管局',
    '人民路菜场',
    '3月1日上午',
    '张三',
    '罚单',
    '跳过',
    '赔钱',
  ])
    await talk.say(text);
  return talk;
}

/** Answers 跳过 until everything is read back, and says what is read. */
async function readReview({ say, state }: Talk): Promise<unknown> {
  for (let turn = 0; turn < 20; turn += 1) {
    const { replies } = await say('跳过');
    const review = replies.find(({ key }) => key === 'conversation.review.complaint');
    if (review !== undefined) return review.values;
  }
  throw new Error(`never read back: ${state().form?.asking}`);
}

describe('free words among questions', () => {
  test('corrections in any order, with asides in between, end with the same review', async () => {
    await assert(
      asyncProperty(
        shuffledSubarray([...corrections], { minLength: corrections.length }),
        array(constantFrom(...asides), { minLength: 6, maxLength: 6 }),
        async (order, said) => {
          const world = buildWorld({ entries: [buildEntry()] });
          const talk = await beginDraft(world);
          for (const [n, correction] of order.entries()) {
            await talk.say(said[n] ?? '帮助');
            await talk.say(correction);
          }
          const { facts } = talk.state().form ?? {};
          expect(await readReview(talk)).toMatchObject({
            story,
            actingUnit: '交警大队',
            place: '建设路12号',
            time: '3月2日',
            officer: '李队长',
            paper: '扣押清单',
            demand: '退车道歉',
          });
          expect(facts).toEqual(talk.state().form?.facts);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('no word is lost: it stands in the ticket, or its message belongs to it', async () => {
    const tellings = [
      '另外他们还踢了我的摊子一脚，秤也摔坏了。',
      '地点改成建设路12号',
      '是穿制服的三个人，车牌尾号八八八',
      '补充：当时旁边有很多人看着',
      '昨天下午三点多',
      '人民路菜场门口',
      '我想让他们把车还给我，再赔礼道歉',
      '另外还有一件事：交警大队把我的货车也拖走了，收了八百元',
      '返回',
      '跳过',
      '修改',
      '帮助',
      '合成一件',
      '分开',
      question,
    ] as const;
    await assert(
      asyncProperty(array(constantFrom(...tellings), { maxLength: 14 }), async (said) => {
        const world = buildWorld({ entries: [buildEntry()] });
        const talk = buildTalk(world);
        const claimed: string[] = [];
        await talk.say('投诉');
        const sayAndNote = async (text: string) => {
          const { claimedMessageIds = [] } = await talk.say(text);
          claimed.push(...claimedMessageIds);
          wait(world, 0.01);
        };
        for (const text of [story, ...said]) await sayAndNote(text);
        for (let turn = 0; turn < 20 && talk.state().form !== undefined; turn += 1)
          await sayAndNote('提交');
        expect(talk.state().form).toBeUndefined();
        const filed = JSON.stringify(world.store.all().map(({ facts }) => facts));
        for (const [n, text] of [story, ...said].entries()) {
          // Words about the form itself are no part of the matter.
          const isTelling = text.length > 5 && text !== question;
          const isKept =
            claimed.includes(`web-chat-m-person-1-${n + 2}`) || filed.includes(text.slice(3));
          if (isTelling && !isKept) throw new Error(`lost: ${text}`);
        }
      }),
      { numRuns: 120 },
    );
  });

  test('a side question comes back to the very same question, at each of them and in the review', async () => {
    const world = buildWorld({ entries: [buildEntry()] });
    const talk = buildTalk(world);
    await talk.say('投诉');
    const asked = new Set<string>();
    for (let turn = 0; turn < 16; turn += 1) {
      const before = talk.state().form;
      asked.add(before?.asking ?? '');
      const { replies } = await talk.say(question);
      expect(replies[0]?.key).toMatch(/^conversation\.(?:aside|answer)/u);
      expect(talk.state().form).toEqual(before);
      if (before?.asking === 'review') break;
      await talk.say(before?.asking === 'story' ? story : '跳过');
    }
    expect([...asked]).toEqual([
      'story',
      'actingUnit',
      'place',
      'time',
      'officer',
      'paper',
      'evidence',
      'demand',
      'openness',
      'contact',
      'review',
    ]);
  });

  test('a side question in the short course of a picture comes back to the same question', async () => {
    const talk = buildTalk(buildWorld({ entries: [buildEntry()] }));
    await talk.send({ kind: 'image', mediaId: 'media-1' });
    for (const answer of ['河东县城管局', '1', '1']) {
      const before = talk.state();
      expect(before.form?.short).toBeDefined();
      const { replies } = await talk.say(question);
      expect(replies[0]?.key).toMatch(/^conversation\.(?:aside|answer)/u);
      expect(talk.state().form).toEqual(before.form);
      expect(talk.state().choices).toEqual(before.choices);
      await talk.say(answer);
    }
  });
});
