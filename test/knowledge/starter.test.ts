import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { starterDrafts, toCitationLabel } from '../../knowledge/index.ts';
import { readSharedLines } from '../support/shared-data.ts';

const ArticleSchema = z.object({
  law: z.string(),
  label: z.string(),
  text: z.string(),
  superseded: z.boolean(),
});

/** Revised or missing since the texts were collected: not to be cited from them. */
const stale = ['治安管理处罚法', '反不正当竞争法', '行政执法监督条例', '民营经济促进法'];

describe('the starter knowledge', () => {
  test('has at least 36 entries, each with its own id and wordings', () => {
    expect(starterDrafts.length).toBeGreaterThanOrEqual(36);
    expect(new Set(starterDrafts.map(({ id }) => id)).size).toBe(starterDrafts.length);
    const wordings = starterDrafts.flatMap(({ question, similar }) => [question, ...similar]);
    expect(new Set(wordings).size).toBe(wordings.length);
    for (const entry of starterDrafts) {
      expect(entry.answer.length).toBeGreaterThan(10);
    }
  });

  test('cites by title and article, and nothing that was revised since', () => {
    for (const { citations } of starterDrafts) {
      for (const citation of citations) {
        expect(stale).not.toContain(citation.statute);
      }
    }
  });

  test('only entries about this bureau go without a citation', () => {
    const uncited = starterDrafts.filter(({ citations }) => citations.length === 0);
    expect(uncited.every(({ id }) => id.startsWith('bureau-'))).toBe(true);
  });

  test('leaves what differs from place to place blank', () => {
    const where = starterDrafts.find(({ id }) => id === 'bureau-where');
    expect(where?.answer).toContain('【待填】');
    for (const { answer } of starterDrafts) expect(answer).not.toMatch(/\d{3,4}-\d{7,8}|路\d+号/u);
  });

  test('each cited article is in force in the collection and speaks of what the entry says', () => {
    const articles = readSharedLines('laws/articles.jsonl', ArticleSchema);
    if (articles === undefined) return;
    const textOf = new Map(
      articles
        .filter(({ superseded }) => !superseded)
        .map(({ law, label, text }): [string, string] => [`《${law}》${label}`, text]),
    );
    for (const { id, question, answer, citations } of starterDrafts) {
      for (const citation of citations.map(toCitationLabel)) {
        const text = textOf.get(citation);
        expect({ id, citation, found: text !== undefined }).toEqual({ id, citation, found: true });
        const shared = listRuns(`${question}${answer}`).filter((run) => text?.includes(run));
        expect({ id, citation, speaksOfIt: shared.length > 0 }).toEqual({
          id,
          citation,
          speaksOfIt: true,
        });
      }
    }
  });

  test('copies no statute text at length', () => {
    const articles = readSharedLines('laws/articles.jsonl', ArticleSchema);
    if (articles === undefined) return;
    const all = articles.map(({ text }) => text.replaceAll('\n', '')).join('\n');
    const longest = 45;
    for (const { id, answer } of starterDrafts) {
      const copied = listRuns(answer, longest).filter((run) => all.includes(run));
      expect({ id, copied }).toEqual({ id, copied: [] });
    }
  });
});

/** Every run of so many characters, over everything but spaces. */
function listRuns(text: string, length = 3): readonly string[] {
  const characters = Array.from(text.replaceAll(/\s/gu, ''));
  return characters
    .slice(0, Math.max(0, characters.length - length + 1))
    .map((_, index) => characters.slice(index, index + length).join(''));
}
