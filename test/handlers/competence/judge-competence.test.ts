import { describe, expect, test } from '@jest/globals';
import { judgeCompetence } from '../../../handlers/competence/index.ts';
import { starterRows } from '../../../knowledge/index.ts';
import { matters } from '../../../handlers/competence/matters.ts';
import { fold } from '../../../platform/fold/index.ts';
import { business, listLines, ours, unclear } from './examples.ts';

function judge(story: string, actingUnit?: string): string {
  return judgeCompetence(story, fold, actingUnit).kind;
}

const share = (stories: readonly string[], kind: string): number =>
  stories.filter((story) => judge(story) === kind).length / stories.length;

describe('whose matter a complaint is', () => {
  test('has enough examples of each sort', () => {
    expect(listLines(ours).length).toBeGreaterThanOrEqual(80);
    expect(listLines(business).length).toBeGreaterThanOrEqual(80);
    expect(listLines(unclear).length).toBeGreaterThanOrEqual(40);
  });

  test('never sends away what an authority did or left undone', () => {
    expect(listLines(ours).filter((story) => judge(story) === 'business')).toEqual([]);
    expect(share(listLines(ours), 'ours')).toBeGreaterThanOrEqual(0.95);
  });

  test('names most of what a business did, and asks about the rest', () => {
    expect(share(listLines(business), 'business')).toBeGreaterThanOrEqual(0.9);
  });

  test('asks where both come into it', () => {
    expect(share(listLines(unclear), 'unclear')).toBeGreaterThanOrEqual(0.9);
    expect(share(listLines(unclear), 'business')).toBeLessThanOrEqual(0.05);
  });

  test('is ours when an authority is named as the acting unit', () => {
    expect(judge('楼下超市卖给我的牛奶已经变质了', '市场监管局')).toBe('ours');
    expect(judge('楼下超市卖给我的牛奶已经变质了', '万家超市')).toBe('business');
  });

  test('is not decided by what the person wants done', () => {
    expect(judge('超市卖发霉的面包，希望市场监管局严肃查处')).toBe('business');
  });

  test('is only asked about in a long story', () => {
    const long = `${'我们小区住了很多老人和孩子，大家都很着急。'.repeat(12)}楼下超市卖变质的牛奶。`;
    expect(judge(long)).toBe('unclear');
  });

  test('is told in Traditional characters too', () => {
    expect(judge('老闆拖欠工資三個月')).toBe('business');
  });

  test('leads to a row that the starter knows, each matter to one', () => {
    const rows = new Set(starterRows.map(({ id }) => id));
    expect(matters.filter(({ row }) => !rows.has(row))).toEqual([]);
  });
});
