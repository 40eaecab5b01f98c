import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  createClassify,
  guessByKeywords,
  trainModel,
  type Example,
} from '../../../knowledge/classify/index.ts';
import { fold } from '../../../platform/fold/index.ts';

const subjects = {
  labour: ['老板拖欠工资', '单位没有交社保', '工伤没人管', '加班不给工资'],
  health: ['医院乱开药', '诊所没有证', '医生态度差', '疫苗收费太高'],
  transport: ['公交车不停站', '出租车拒载', '客运站太乱', '货车超载没人查'],
};
const ends = ['请查一查', '希望处理', '已经反映多次', '盼望答复', '谢谢'];

function buildExamples(): readonly Example[] {
  return Object.entries(subjects).flatMap(([label, starts]) =>
    starts.flatMap((start, a) =>
      ends.map((end, b) => ({ label, text: `${start}，${end}`, personId: `${label}-${a}-${b}` })),
    ),
  );
}

/** A fixed row of numbers in [0, 1). */
function buildRandom(): () => number {
  let state = 1;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const train = (examples: readonly Example[]) =>
  trainModel(examples, { fold, evenness: 0, random: buildRandom() });

describe('a classifier that learnt from confirmed tickets', () => {
  it('knows what it has seen the like of', () => {
    const classify = createClassify(train(buildExamples()), fold);
    expect(classify('工地老板不发工资')[0]?.label).toBe('labour');
    expect(classify('这家诊所的医生乱开药')[0]?.label).toBe('health');
    expect(classify('公交车到站不停')[0]?.label).toBe('transport');
  });

  it('reads Traditional text like Simplified', () => {
    const classify = createClassify(train(buildExamples()), fold);
    expect(classify('醫院亂開藥')).toEqual(classify('医院乱开药'));
  });

  it('gives every label a confidence, best first, together 1, whatever is written', () => {
    const classify = createClassify(train(buildExamples()), fold);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const guesses = classify(text);
        const confidences = guesses.map(({ confidence }) => confidence);
        expect(guesses).toHaveLength(3);
        expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
        expect(confidences.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1);
      }),
    );
  });

  it('is sure of what it knows and not of what it never saw', () => {
    const classify = createClassify(train(buildExamples()), fold);
    const known = classify('老板拖欠工资')[0]?.confidence ?? 0;
    const unknown = classify('天气很好')[0]?.confidence ?? 1;
    expect(known).toBeGreaterThan(0.8);
    expect(unknown).toBeLessThan(known);
  });

  it('keeps nothing that fewer than three persons wrote', () => {
    const secret = '欧阳修竹';
    const named: readonly Example[] = [1, 2, 3, 4].map((at) => ({
      label: 'labour',
      text: `我叫${secret}，工资没有发`,
      personId: at < 3 ? 'one' : 'two',
    }));
    const { features } = train([...buildExamples(), ...named]);
    expect(features.filter((feature) => /[欧阳修竹]/.test(feature))).toEqual([]);
    expect(features.some((feature) => feature.includes('工资'))).toBe(true);
  });

  it('learns the same from the same examples', () => {
    expect(train(buildExamples())).toEqual(train(buildExamples()));
  });
});

describe('keywords, before anything was learnt', () => {
  it('guess the area that the words speak for', () => {
    expect(guessByKeywords('城管没收了我的摊子，说我占道', fold)[0]?.label).toBe('city_management');
    expect(guessByKeywords('工廠偷排廢水', fold)[0]?.label).toBe('ecology');
  });

  it('guess nothing where no word is known', () => {
    expect(guessByKeywords('你好', fold)).toEqual([]);
  });
});
