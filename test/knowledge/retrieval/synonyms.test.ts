import { describe, expect, test } from '@jest/globals';
import { listSynonyms, readSynonyms } from '../../../knowledge/retrieval/synonyms/index.ts';
import { fillers, weakWords } from '../../../knowledge/retrieval/words.ts';
import { fold } from '../../../platform/fold/index.ts';

describe('the synonyms that are shipped', () => {
  const synonyms = listSynonyms();

  test('are written as folding leaves them, or they would never be met', () => {
    const words = [...synonyms].flatMap(([word, others]) => [word, ...others]);
    expect(words.filter((word) => fold(word) !== word)).toEqual([]);
    expect([...fillers, ...weakWords].filter((word) => fold(word) !== word)).toEqual([]);
  });

  test('never lead a word to itself', () => {
    for (const [word, others] of synonyms) expect(others).not.toContain(word);
  });
});

test('an equals sign leads both ways, an arrow from the left only', () => {
  const synonyms = readSynonyms('房东 业主 = 出租人\n房客 > 承租人');
  expect(Object.fromEntries(synonyms)).toEqual({
    房东: ['出租人'],
    业主: ['出租人'],
    出租人: ['房东', '业主'],
    房客: ['承租人'],
  });
});
