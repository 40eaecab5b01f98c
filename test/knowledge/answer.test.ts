import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  createKnowledge,
  starterDrafts,
  toStarterEntry,
  toTableRow,
  type Answer,
  type Entry,
  type KnowledgePorts,
  type TableAnswer,
} from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { buildEntry } from '../support/build-entry.ts';
import { buildFinder, buildKnowledge, noArticles } from '../support/build-knowledge.ts';
import { buildArticles } from '../support/build-statute.ts';
import { readSharedLines } from '../support/shared-data.ts';

const starter = starterDrafts.map((draft) => toStarterEntry(draft, new Date(0)));
const today = '2026-03-02';

/** Asks as somebody from the public. */
function askOf(
  entries: readonly Entry[],
  given: Partial<KnowledgePorts> = {},
): (text: string) => Promise<Answer> {
  const { ask } = buildKnowledge(() => entries, given);
  return (text) => ask({ text, audience: 'public', today });
}

function idOf(answer: Answer): string | undefined {
  return answer.kind === 'sure' ? answer.entry.id : undefined;
}

describe('what the bureau can say to a question', () => {
  test('is sure of every question and similar wording that an entry has itself, however it is written', async () => {
    const ask = askOf(starter);
    for (const { id, text } of starter) {
      if (text.audience !== 'public') continue;
      for (const wording of [text.question, ...text.similar]) {
        expect([wording, idOf(await ask(`  ${wording.replace('？', ' ?')}`))]).toEqual([
          wording,
          id,
        ]);
      }
    }
  });

  test('offers at most three near questions when it is not sure', async () => {
    const answer = await askOf(starter)('交了罚款还能申请复议吗要多少天');
    expect(answer.kind).toBe('near');
    expect(answer.kind === 'near' ? answer.entries.length : 0).toBeLessThanOrEqual(3);
  });

  test('is silent about what it does not know, and without entries', async () => {
    const ask = askOf(starter);
    for (const words of ['我家的猫丢了', '老婆要跟我离婚', 'hello there', '…', '']) {
      expect(await ask(words)).toEqual({ kind: 'none' });
    }
    expect(await askOf([])('罚款不给票据怎么办')).toEqual({ kind: 'none' });
  });

  test('shows specialists and staff what the public does not see', async () => {
    const entries = [buildEntry({ audience: 'specialists' })];
    const { ask } = buildKnowledge(() => entries);
    const text = '罚款不给票据怎么办';
    expect(await ask({ text, audience: 'public', today })).toEqual({ kind: 'none' });
    expect(idOf(await ask({ text, audience: 'specialists', today }))).toBe('fine-without-paper');
    expect(idOf(await ask({ text, audience: 'staff', today }))).toBe('fine-without-paper');
  });

  test('says an entry only within its own days', async () => {
    const ask = askOf([buildEntry({ inForceFrom: '2026-01-01' })]);
    expect(idOf(await ask('罚款不给票据怎么办'))).toBe('fine-without-paper');
    expect(await ask('2025年3月罚款不给票据怎么办')).toEqual({ kind: 'none' });
  });

  test('tells who asks for a ruling on their own case that it gives none', async () => {
    const ask = askOf([buildEntry({ similar: ['他们罚我款不给票据违法吗'] })]);
    expect(await ask('他们罚我款不给票据违法吗？')).toMatchObject({
      kind: 'sure',
      isOwnCase: true,
    });
    expect(await ask('罚款不给票据怎么办')).toMatchObject({ kind: 'sure', isOwnCase: false });
  });

  test('tells of each entry that it gives as the answer', async () => {
    const used: string[] = [];
    const ask = askOf([buildEntry()], { noteUse: ({ id }) => used.push(id) });
    await ask('罚款不给票据怎么办');
    await ask('我家的猫丢了');
    expect(used).toEqual(['fine-without-paper']);
  });

  test('no real complaint gets a direct answer', async () => {
    const rows = readSharedLines(
      'taidi_c/enforcement_subset.dev.jsonl',
      z.object({ subject: z.string(), detail: z.string() }),
    );
    const entries = buildFinder(() => starter);
    const { ask } = createKnowledge({
      entries,
      articles: noArticles,
      tables: { lookUp: async () => undefined },
      fold,
    });
    for (const { detail } of (rows ?? []).slice(0, 60)) {
      expect((await ask({ text: detail, audience: 'public', today })).kind).not.toBe('sure');
    }
  });
});

describe('what an answer rests on', () => {
  const articles = buildArticles({
    title: '行政处罚法',
    versions: [
      { adoptedOn: '2017-09-01', from: '2018-01-01', to: '2021-07-14', articles: ['49', '70'] },
      { adoptedOn: '2021-01-22', from: '2021-07-15', articles: ['70'] },
    ],
  });
  const ask = askOf([buildEntry()], { articles });
  const question = '罚款不给票据怎么办';

  test('is the version in force today when no day is named', async () => {
    const answer = await ask(question);
    expect(answer).toMatchObject({
      kind: 'sure',
      basis: {
        checkedThrough: '2026-02-20',
        citations: [{ kind: 'in_force', version: { adoptedOn: { day: '2021-01-22' } } }],
      },
    });
  });

  test('is the version of the day of the conduct that the person names', async () => {
    const answer = await askOf([buildEntry({ similar: ['2020年5月6日罚款不给票据怎么办'] })], {
      articles,
    })('2020年5月6日罚款不给票据怎么办');
    expect(answer).toMatchObject({
      kind: 'sure',
      basis: { citations: [{ kind: 'in_force', version: { adoptedOn: { day: '2017-09-01' } } }] },
    });
  });

  test('between adoption and force the older version still holds', async () => {
    const text = '2021年3月1日罚款不给票据怎么办';
    const answer = await askOf([buildEntry({ similar: [text] })], { articles })(text);
    expect(answer).toMatchObject({
      basis: { citations: [{ version: { adoptedOn: { day: '2017-09-01' } } }] },
    });
  });

  test('nothing is given as sure when all that it cites was not in force; the reason is said', async () => {
    const text = '2016年5月6日罚款不给票据怎么办';
    const answer = await askOf([buildEntry({ similar: [text] })], { articles })(text);
    expect(answer).toMatchObject({ kind: 'none', outOfForce: { kind: 'not_in_force' } });
  });

  test('a time in which the law changed is no ground for an answer', async () => {
    const text = '2021年罚款不给票据怎么办';
    const answer = await askOf([buildEntry({ similar: [text] })], { articles })(text);
    expect(answer).toMatchObject({ kind: 'none', outOfForce: { why: 'changed' } });
  });

  test('a statute that was not imported is named as such and keeps nobody from the answer', async () => {
    const answer = await askOf([buildEntry()])(question);
    expect(answer).toMatchObject({
      kind: 'sure',
      basis: { citations: [{ kind: 'not_imported' }] },
    });
    // Until then the entry says itself until when it was checked.
    expect(answer).toMatchObject({ basis: { checkedThrough: '2025-04-19' } });
  });

  test('an article asked for by its number comes in its words, version and force', async () => {
    for (const words of [
      '行政处罚法第七十条是什么',
      '请问《中华人民共和国行政处罚法》第70条怎么规定的？',
      '处罚法70条',
    ]) {
      const answer = await ask(words);
      expect([words, answer.kind]).toEqual([words, words === '处罚法70条' ? 'none' : 'article']);
    }
    for (const words of [
      '2019年5月1日行政处罚法第七十条',
      '2019年5月的时候行政处罚法第七十条是什么',
    ]) {
      expect(await ask(words)).toMatchObject({
        article: { kind: 'in_force', version: { adoptedOn: { day: '2017-09-01' } } },
      });
    }
    expect(await ask('行政处罚法第四十九条')).toMatchObject({
      article: { kind: 'not_in_force', why: 'no_article' },
    });
    expect(await ask('行政许可法第一条')).toMatchObject({ article: { kind: 'not_imported' } });
    expect((await ask('天马行空法第一条')).kind).not.toBe('article');
  });
});

const withTable = (found: TableAnswer) => ({ tables: { lookUp: async () => found } });

describe('tables', () => {
  const row = toTableRow(
    'leniency',
    {
      id: 'row-1',
      version: 1,
      area: '城市管理',
      also: [],
      citations: [{ statute: '行政处罚法', article: '33' }],
      audience: 'public',
      origin: 'staff',
    },
    { conduct: '占道经营', outcome: '不予处罚', conditions: '初次违法' },
  );

  test('a row is the answer, with its clause resolved', async () => {
    const answer = await askOf(starter, withTable({ kind: 'row', row }))('占道经营能免罚吗');
    expect(answer).toMatchObject({
      kind: 'table',
      found: { row: { id: 'row-1' } },
      basis: { citations: [{ kind: 'not_imported' }] },
    });
  });

  test("an entry's own wording goes before a row, and an empty table after near entries", async () => {
    const own = await askOf([buildEntry()], withTable({ kind: 'row', row }))('罚款不给票据怎么办');
    expect(own.kind).toBe('sure');
    const empty = withTable({ kind: 'none', table: 'leniency' });
    expect((await askOf([buildEntry()], empty)('罚款不给票据怎么办')).kind).toBe('sure');
    expect(await askOf([buildEntry()], empty)('卖糖葫芦能免罚吗')).toMatchObject({
      kind: 'table',
      found: { kind: 'none' },
    });
  });
});
