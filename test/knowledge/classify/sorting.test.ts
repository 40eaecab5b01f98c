import { beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  createAskVote,
  createClassify,
  createForgetSealed,
  createSorter,
  createTrainSorting,
  defaultBudget,
  type Example,
  keepSpendingInProcess,
  packModel,
  readVote,
  trainModel,
} from '../../../knowledge/index.ts';
import { unpackModel } from '../../../knowledge/classify/pack-model.ts';
import { chooseExamples, judgeExamples } from '../../../knowledge/classify/judge-examples.ts';
import { fold } from '../../../platform/fold/index.ts';
import { learnHere } from '../../../platform/learning/index.ts';
import { buildSortingModel, buildSortingStore } from '../../support/build-sorting.ts';

const starts = {
  labour: ['老板拖欠工资', '单位没有交社保', '工伤没人管', '加班不给工资'],
  health: ['医院乱开药', '诊所没有证', '医生态度差', '疫苗收费太高'],
};
const ends = ['请查一查', '希望处理', '已经反映多次', '盼望答复', '谢谢', '急', '拜托', '等回信'];

/** Two areas in many voices; each message is a person's of its own. */
function buildExamples(): readonly Example[] {
  return Object.entries(starts).flatMap(([label, own]) =>
    own.flatMap((start, a) =>
      ends.map((end, b) => ({ label, text: `${start}，${end}`, personId: `${label}-${a}-${b}` })),
    ),
  );
}

/** The same messages with labels that say nothing of them. */
function drawLabels(): readonly Example[] {
  let drawn = 1;
  return buildExamples().map((example) => {
    drawn = (drawn * 16_807) % 2_147_483_647;
    return { ...example, label: drawn % 2 === 0 ? 'a' : 'b' };
  });
}

const tools = { fold, evenness: 0, random: () => 0.5 };
const now = () => new Date('2026-03-02T00:00:00.000Z');

describe('what a model learns from', () => {
  it('leaves out labels that few people used, and learns nothing of too little', () => {
    const lonely = ends.map((end, at) => ({ label: 'other', text: end, personId: `p${at % 2}` }));
    const labels = new Set(
      chooseExamples([...buildExamples(), ...lonely])?.map((one) => one.label),
    );
    expect([...labels]).toEqual(['labour', 'health']);
    expect(chooseExamples(buildExamples().slice(0, 40))).toBeUndefined();
  });
});

describe('the judgement of a model', () => {
  it('counts every message once, in the row of what it was', () => {
    const { confusion, examples, persons } = judgeExamples(buildExamples(), tools);
    const rows = confusion.counts.map((row) => row.reduce((sum, one) => sum + one, 0));
    expect(confusion.labels).toEqual(['health', 'labour']);
    expect(rows).toEqual([32, 32]);
    expect({ examples, persons }).toEqual({ examples: 64, persons: 64 });
  });

  it('finds no sureness where labels are drawn by lot', () => {
    const drawn = drawLabels();
    const quality = judgeExamples(drawn, tools);
    expect(quality.sureFrom).toBeUndefined();
    expect(quality.sureShare).toBe(0);
  });

  it('never lets one person be judged by their own words', () => {
    const oneVoice = buildExamples().map((one) => ({ ...one, personId: one.label }));
    expect(judgeExamples(oneVoice, tools).accuracy).toBe(0);
  });
});

describe('a packed model', () => {
  it('sorts like the one that was packed', () => {
    const model = trainModel(buildExamples(), tools);
    const unpacked = createClassify(unpackModel(packModel(model)), fold);
    const original = createClassify(model, fold);
    for (const { text } of buildExamples()) expect(unpacked(text)).toEqual(original(text));
  });

  it('is refused when it was cut off', () => {
    const packed = packModel(trainModel(buildExamples(), tools));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: packed.length - 1 }), (length) => {
        expect(() => unpackModel(packed.slice(0, length))).toThrow(/./u);
      }),
    );
  });
});

describe('training', () => {
  let store = buildSortingStore();
  beforeEach(() => {
    store = buildSortingStore();
    store.data.confirmed.set('area', buildExamples());
  });
  const train = (isAsked = false) => createTrainSorting({ store, learn: learnHere, now })(isAsked);

  it('makes a version that sorts from then on, by itself only where it is sure', async () => {
    const sorter = createSorter(store, fold);
    await sorter.refresh();
    expect(sorter.guess('area', '老板拖欠工资')).toMatchObject({ by: 'words', isSure: false });
    const { area, kind } = await train();
    expect(area).toMatchObject({ kind: 'trained', model: { id: 'area-1', standing: 'good' } });
    expect(kind).toEqual({ kind: 'too_few' });
    await sorter.refresh();
    const { guesses, by, isSure } = sorter.guess('area', '老板拖欠工资，请查一查');
    expect(by).toBe('area-1');
    expect(guesses.map(({ label }) => label)).toEqual(['labour', 'health']);
    const { sureFrom = Infinity } = (await store.list('area'))[0]?.quality ?? {};
    expect(isSure).toBe((guesses[0]?.confidence ?? 0) >= sureFrom);
  });

  const forget = () => createForgetSealed(store, train)();

  describe('from what was sealed since', () => {
    it('gives way to another version, which everybody loads', async () => {
      await train();
      store.data.choices.set('area', { kind: 'model', id: 'area-1' });
      const sorter = createSorter(store, fold);
      await sorter.refresh();
      expect(await forget()).toBe(false);
      store.data.holdingSealed.add('area-1');
      expect(await forget()).toBe(true);
      expect([...store.data.models.keys()]).toEqual(['area-2']);
      await sorter.refresh();
      expect(sorter.guess('area', '老板拖欠工资').by).toBe('area-2');
    });

    it('goes also where too little is left to learn from, or the training fails', async () => {
      await train();
      store.data.holdingSealed.add('area-1');
      store.data.confirmed.set('area', []);
      await forget();
      expect(store.data.models.size).toBe(0);
      const fails = createForgetSealed(store, async () => Promise.reject(new Error('no thread')));
      await store.insert(buildSortingModel(), new Uint8Array([1]));
      await expect(fails()).rejects.toThrow('no thread');
      expect(store.data.models.size).toBe(0);
    });
  });

  it('is not done again for a few new tickets, unless it is asked for', async () => {
    await train();
    expect((await train()).area).toEqual({ kind: 'nothing_new' });
    expect((await train(true)).area).toMatchObject({ model: { id: 'area-2' } });
  });

  it('keeps a model that is worse, and goes on with the one before', async () => {
    await train();
    store.data.confirmed.set('area', drawLabels());
    expect((await train(true)).area).toMatchObject({ model: { standing: 'worse' } });
    const sorter = createSorter(store, fold);
    await sorter.refresh();
    expect(sorter.guess('area', '诊所没有证').by).toBe('area-1');
  });

  it('drops old versions, for they are personal data', async () => {
    for (let round = 0; round < 7; round += 1) await train(true);
    expect((await store.list('area')).map(({ version }) => version)).toEqual([7, 6, 5, 4, 3]);
  });

  it('heeds who chose another version, or none', async () => {
    await train();
    await train(true);
    const sorter = createSorter(store, fold);
    await store.choose('area', { kind: 'model', id: 'area-1' });
    await sorter.refresh();
    expect(sorter.guess('area', '工伤').by).toBe('area-1');
    await store.choose('area', { kind: 'none' });
    await sorter.refresh();
    expect(sorter.guess('area', '工伤').by).toBe('words');
  });
});

describe('a version whose bytes are gone', () => {
  it('leaves the sorting to what was there before', async () => {
    const store = buildSortingStore();
    store.data.models.set('area-1', { model: buildSortingModel(), bytes: new Uint8Array() });
    const sorter = createSorter({ ...store, readBytes: async () => undefined }, fold);
    await sorter.refresh();
    expect(sorter.guess('area', '老板拖欠工资').by).toBe('words');
  });
});

describe('the vote of a language model', () => {
  const areas = { labour: '劳动和社会保障', other: '其他' };
  function buildVote(answer: string) {
    const asked: string[] = [];
    const vote = createAskVote({
      model: {
        complete: async ({ user }) => {
          asked.push(user);
          return { text: answer, tokens: 10 };
        },
      },
      budget: defaultBudget,
      spending: keepSpendingInProcess(),
      now: () => 0,
      startDeadline: () => new AbortController().signal,
      mask: (text) => text.replaceAll('张三', '〔人名〕'),
      readVote,
      areas,
    });
    return { vote, asked };
  }

  it('is one of the areas, asked for in masked words', async () => {
    const { vote, asked } = buildVote('{"area":"labour"}');
    expect(await vote('张三被拖欠工资')).toBe('labour');
    expect(asked).toEqual(['〔人名〕被拖欠工资']);
  });

  it.each(['{"area":"moon"}', '{"area":"labour","why":1}', 'labour', '[]', '', 'null'])(
    'is nothing when the answer is %j',
    async (answer) => {
      const { vote } = buildVote(answer);
      expect(await vote('工资')).toBeUndefined();
    },
  );
});
