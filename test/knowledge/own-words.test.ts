import { describe, expect, test } from '@jest/globals';
import { rankByOwnWords, type LiveText } from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { buildEntry } from '../support/build-entry.ts';

const buildFound = (id: string, question: string, worth: number) => {
  const { live } = buildEntry({ id, question, similar: [] });
  const hit = { id, score: 1, coverage: 0, worth };
  return { id, hit, live: live ?? missing() };
};

function missing(): LiveText {
  throw new Error('a live entry has a live text');
}

const rank = (text: string, found: readonly ReturnType<typeof buildFound>[]) =>
  rankByOwnWords(fold(text), found, fold).map(({ id }) => id);

describe('ranking by the words of the entries themselves', () => {
  const limit = buildFound('limit', '申请复议的期限是多久？', 0.4);
  const papers = buildFound('papers', '申请复议要交什么材料？', 0.42);

  test('lets a word like 多久 tell two questions about one matter apart', () => {
    expect(rank('申请复议多久以内', [papers, limit])).toEqual(['limit', 'papers']);
    expect(rank('申请复议要什么材料', [limit, papers])).toEqual(['papers', 'limit']);
  });

  test('keeps the order of the search where no wording is near', () => {
    expect(rank('外星人', [papers, limit])).toEqual(['papers', 'limit']);
  });

  test('reads Traditional questions like Simplified ones', () => {
    const [one] = rankByOwnWords(fold('申請復議的期限是多久'), [limit], fold);
    const [other] = rankByOwnWords(fold('申请复议的期限是多久'), [limit], fold);
    expect(one?.hit.worth).toBe(other?.hit.worth);
  });

  test('gives nothing for an empty question', () => {
    expect(rankByOwnWords('', [limit], fold)[0]?.hit.worth).toBe(limit.hit.worth);
  });
});
