import { describe, expect, test } from '@jest/globals';
import { array, assert, asyncProperty, nat, option, record } from 'fast-check';
import { buildEntry } from '../support/build-entry.ts';
import { buildTalk, buildWorld, wait, type Talk, type World } from '../support/build-turn.ts';

/** What the person has to say, by question; `story` has no label, for it is told plainly. */
const answers = {
  story: '有几个城管队员没有出示证件，就把我的三轮车拖走了，还要我交五百元。',
  actingUnit: '河东县城管局',
  place: '人民路菜场',
  time: '3月1日上午',
  officer: '李队长',
  paper: '扣押清单',
  demand: '退车道歉',
  openness: '保密',
  contact: '王小明 13812345678',
} as const;
type Slot = keyof typeof answers;
const slots = [
  'story',
  'actingUnit',
  'place',
  'time',
  'officer',
  'paper',
  'demand',
  'openness',
  'contact',
] as const satisfies readonly Slot[];

const labels: Readonly<Partial<Record<Slot, string>>> = {
  actingUnit: '单位',
  place: '地点',
  time: '时间',
  officer: '执法人员',
  paper: '文书',
  demand: '诉求',
  contact: '联系方式',
};

const picture = { kind: 'image', mediaId: 'media-1' } as const;

/** Things that people do in between; none may change what is filed. */
const interruptions: readonly ((talk: Talk, world: World) => Promise<unknown>)[] = [
  async ({ say }) => say('帮助'),
  async ({ say }) => say('你好'),
  async ({ say }) => say('进度'),
  async ({ say }) => say('催办'),
  async ({ say }) => say('建议'),
  async ({ say }) => say('罚款不给票据怎么办？'),
  async ({ say }) => say('咨询 我家的猫丢了'),
  async ({ say }) => say('修改'),
  async ({ send }) => send({ kind: 'unsupported', type: 'sticker' }),
  async ({ send }) => send({ kind: 'event', name: 'scan' }),
  async ({ say }) => {
    await say('取消');
    await say('否');
  },
  async (_talk, world) => wait(world, 30),
];

/** Answers what is asked now, or says something about a slot that was not asked for. */
async function answerOne(talk: Talk, left: Set<Slot>, turn: number): Promise<void> {
  const asking = talk.state().form?.asking;
  const volunteered = [...left].filter((slot) => labels[slot] !== undefined);
  const slot = volunteered[turn % (volunteered.length + 1)];
  if (slot !== undefined) {
    await talk.say(`${labels[slot]}：${answers[slot]}`);
    left.delete(slot);
  } else if (asking === 'evidence') {
    await talk.send(picture);
  } else if (asking !== undefined && asking in answers) {
    const asked = [...left].find((name) => name === asking);
    await talk.say(asked === undefined ? '跳过' : answers[asked]);
    if (asked !== undefined) left.delete(asked);
  } else {
    await talk.say('否');
  }
}

describe('the order of a conversation', () => {
  test('any order of answers and any interruptions file the same ticket', async () => {
    await assert(
      asyncProperty(
        array(record({ interrupt: option(nat(interruptions.length - 1)), turn: nat(30) }), {
          minLength: 60,
          maxLength: 60,
        }),
        async (moves) => {
          const world = buildWorld({ entries: [buildEntry()] });
          const talk = buildTalk(world);
          await talk.say('投诉');
          const left = new Set<Slot>(slots);
          for (const { interrupt, turn } of moves) {
            if (interrupt !== null) await interruptions[interrupt]?.(talk, world);
            if (talk.state().form?.asking === 'slot_to_change') await talk.say('跳过');
            if (talk.state().form?.asking !== 'review') await answerOne(talk, left, turn);
          }
          expect([...left]).toEqual([]);
          await talk.say('提交');
          const { openness: _openness, contact: _contact, ...facts } = answers;
          expect(world.store.all()).toHaveLength(1);
          expect(world.store.all()[0]).toMatchObject({
            kind: 'complaint',
            openness: 'confidential',
          });
          expect(world.store.all()[0]?.facts).toEqual(facts);
          expect(world.contacts.get('person-1')).toEqual({ name: '王小明', phone: '13812345678' });
        },
      ),
      { numRuns: 150 },
    );
  });
});
