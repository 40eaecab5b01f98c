import { describe, expect, it } from '@jest/globals';
import {
  countVerdicts,
  findHarm,
  listFailures,
  replaceEntry,
  toHitRate,
  tryEntries,
  type GoldenQuestion,
} from '../../../knowledge/evaluate/index.ts';
import type { Entry, LiveEntry, Tables } from '../../../knowledge/index.ts';
import { fold } from '../../../platform/fold/index.ts';
import { buildEntry, buildOtherEntries } from '../../support/build-entry.ts';

const noTables: Tables = { lookUp: async () => undefined };
const tools = { fold, tables: noTables, today: '2026-03-02' };

const toLive = ({ id, live }: Entry): readonly LiveEntry[] =>
  live === undefined ? [] : [{ id, live }];

const known = [buildEntry(), ...buildOtherEntries()].flatMap(toLive);

const buildGolden = (question: string, expects: GoldenQuestion['expects']): GoldenQuestion => ({
  id: question,
  question,
  audience: 'public',
  expects,
});

const golden = [
  buildGolden('罚款不开收据可以不交吗', { kind: 'entry', id: 'fine-without-paper' }),
  buildGolden('离婚以后孩子归谁', { kind: 'silent' }),
];

const verdictsOf = (judged: Awaited<ReturnType<typeof tryEntries>>) =>
  judged.map(({ verdict }) => verdict);

describe('golden questions', () => {
  it('are right when their entry answers, and silent when nothing is claimed', async () => {
    const judged = await tryEntries(known, golden, tools);
    expect(verdictsOf(judged)).toEqual(['right', 'silent']);
    expect(listFailures(judged)).toEqual([]);
    expect(toHitRate(countVerdicts(judged))).toBe(1);
  });

  it('are missed once their entry is taken out', async () => {
    const before = await tryEntries(known, golden, tools);
    const without = replaceEntry(known, 'fine-without-paper', undefined);
    const after = await tryEntries(without, golden, tools);
    expect(verdictsOf(after)[0]).toBe('missed');
    expect(findHarm(before, after).map(({ golden: { id } }) => id)).toEqual([golden[0]?.id]);
  });

  it('are spoiled by an entry that takes a question which is not its own', async () => {
    const before = await tryEntries(known, golden, tools);
    const [intruder] = [
      buildEntry({ id: 'intruder', question: '离婚以后孩子归谁', similar: [], citations: [] }),
    ].flatMap(toLive);
    const after = await tryEntries(replaceEntry(known, 'intruder', intruder), golden, tools);
    expect(verdictsOf(after)).toEqual(['right', 'spoke']);
    expect(findHarm(before, after)).toHaveLength(1);
  });

  it('that failed before do not stand in the way of a change that leaves them as they are', async () => {
    const hopeless = [buildGolden('外星人怎么办证', { kind: 'entry', id: 'no-such-entry' })];
    const before = await tryEntries(known, hopeless, tools);
    const after = await tryEntries(known, hopeless, tools);
    expect(verdictsOf(after)).toEqual(['missed']);
    expect(findHarm(before, after)).toEqual([]);
  });

  it('count as met when there are none', () => {
    expect(toHitRate(countVerdicts([]))).toBe(1);
  });
});
