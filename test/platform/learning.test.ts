import { expect, test } from '@jest/globals';
import type { Example } from '../../knowledge/index.ts';
import { createLearnInThread, learnHere } from '../../platform/learning/index.ts';

const examples: readonly Example[] = ['医院乱开药', '老板拖欠工资'].flatMap((text, label) =>
  Array.from({ length: 40 }, (_, at) => ({
    text: `${text}，第${at}回`,
    label: ['health', 'labour'][label] ?? '',
    personId: `${label}-${at}`,
  })),
);

test('a model learnt in a thread of its own is the one that is learnt here', async () => {
  const [there, here] = await Promise.all([
    createLearnInThread()('area', examples),
    learnHere('area', examples),
  ]);
  expect(there.quality).toEqual(here.quality);
  expect(Buffer.from(there.bytes).equals(Buffer.from(here.bytes))).toBe(true);
  expect(here.quality.accuracy).toBe(1);
}, 30_000);
