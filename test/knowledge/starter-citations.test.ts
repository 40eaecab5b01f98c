import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { toArticleLabel } from '../../knowledge/index.ts';
import { starterAreas } from '../../knowledge/starter/areas.ts';
import { knownEnds } from '../../knowledge/statute/known-ends.ts';
import { readSharedLines } from '../support/shared-data.ts';
import { isNumberNamed, listNumbers } from './starter-numbers.ts';

const VersionSchema = z.object({
  law_id: z.string(),
  law: z.string(),
  superseded_in_set: z.boolean(),
});
const ArticleSchema = z.object({
  id: z.string(),
  law: z.string(),
  label: z.string(),
  text: z.string(),
});

/** What was looked at for the starter and found in force on 2026-11-21; another needs the same look first. */
const statutesInForce = [
  '行政处罚法',
  '行政强制法',
  '行政许可法',
  '行政复议法',
  '行政诉讼法',
  '国家赔偿法',
  '监察法',
  '政府信息公开条例',
  '信访工作条例',
  '优化营商环境条例',
  '促进个体工商户发展条例',
  '保障中小企业款项支付条例',
  '公平竞争审查条例',
  '行政执法机关移送涉嫌犯罪案件的规定',
];

const drafts = starterAreas.flatMap((area) => area.drafts);
const versions = readSharedLines('laws/laws.jsonl', VersionSchema);
const articles = readSharedLines('laws/articles.jsonl', ArticleSchema);

/** Articles of the newest version, by statute and label; a label that a version has twice is there twice. */
const newest = new Set(
  (versions ?? []).filter((version) => !version.superseded_in_set).map(({ law_id: id }) => id),
);
const textsOf = new Map<string, string[]>();
for (const { id, law, label, text } of articles ?? []) {
  if (!newest.has(id.replace(/-\d+$/u, ''))) continue;
  textsOf.set(`${law}${label}`, [...(textsOf.get(`${law}${label}`) ?? []), text]);
}

function readTexts(statute: string, article: string): readonly string[] {
  const found = textsOf.get(`${statute}${toArticleLabel(article)}`) ?? [];
  return found.map((text) => text.replaceAll(/\s/gu, ''));
}

describe('the citations of the starter knowledge', () => {
  test('name only statutes that were found in force', () => {
    const ended = new Set(knownEnds.map(({ title }) => title));
    expect(statutesInForce.filter((title) => ended.has(title))).toEqual([]);
    const others = drafts.flatMap(({ id, citations }) =>
      citations
        .filter(({ statute }) => !statutesInForce.includes(statute))
        .map(({ statute }) => ({ id, statute })),
    );
    expect(others).toEqual([]);
  });

  test('say what the answer takes from each article, in a few words', () => {
    const unclear = drafts.flatMap(({ id, citations }) =>
      citations
        .filter(({ says }) => says.length < 1 || says.length > 4 || !says.every(isShort))
        .map(({ article, says }) => ({ id, article, says })),
    );
    expect(unclear).toEqual([]);
  });

  test('each lead to one article of the newest version, which has the words', () => {
    if (articles === undefined || versions === undefined) return;
    const wrong = drafts.flatMap(({ id, citations }) =>
      citations.flatMap(({ statute, article, says }) => {
        const texts = readTexts(statute, article);
        const missing = says.filter((words) => !texts.join('').includes(words));
        return texts.length === 1 && missing.length === 0
          ? []
          : [{ id, statute, article, found: texts.length, missing }];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('hold every number of the answer', () => {
    if (articles === undefined || versions === undefined) return;
    const wrong = drafts.flatMap(({ id, answer, citations, ownNumbers = [] }) => {
      const cited = citations.flatMap(({ statute, article }) => readTexts(statute, article));
      const own = ownNumbers.flatMap(({ number }) => listNumbers(number));
      const numbers = listNumbers(answer);
      const unnamed = numbers.filter((each) => !own.includes(each) && !isNumberNamed(each, cited));
      const unused = own.filter((each) => !numbers.includes(each));
      return unnamed.length + unused.length === 0 ? [] : [{ id, unnamed, unused }];
    });
    expect(wrong).toEqual([]);
  });

  test('are not copied into the answer: no 16 characters of a statute stand in one', () => {
    if (articles === undefined) return;
    const runs = listRuns(articles.map(({ text }) => text.replaceAll(/\s/gu, '')));
    const copied = drafts.flatMap(({ id, answer }) =>
      [...listRuns([answer])].filter((run) => runs.has(run)).map((run) => ({ id, run })),
    );
    expect(copied).toEqual([]);
  });
});

function isShort(words: string): boolean {
  return words.length >= 2 && words.length <= 10;
}

const longestCopy = 16;

/** Every run of so many characters. */
function listRuns(texts: readonly string[]): ReadonlySet<string> {
  const runs = new Set<string>();
  for (const text of texts) {
    for (let at = 0; at + longestCopy <= text.length; at += 1) {
      runs.add(text.slice(at, at + longestCopy));
    }
  }
  return runs;
}
