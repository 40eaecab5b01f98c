import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  goldenQuestions,
  starterDrafts,
  toStarterEntry,
  type Answer,
  type Entry,
  type FindByMeaning,
  type LiveEntry,
} from '../../knowledge/index.ts';
import { buildEntry, buildOtherEntries } from '../support/build-entry.ts';
import { buildFinder, buildKnowledge } from '../support/build-knowledge.ts';
import { buildArticles } from '../support/build-statute.ts';

const today = '2026-03-02';
const entries = [buildEntry(), ...buildOtherEntries()];

/** Entries in the order in which a service thinks them near; all that is not named is far. */
function meanBy(known: readonly Entry[], order: readonly string[]): FindByMeaning {
  const byId = new Map(known.map(({ id, live }) => [id, live]));
  return async (_text, _filter, limit) =>
    order
      .flatMap((id): readonly LiveEntry[] => {
        const live = byId.get(id);
        return live === undefined ? [] : [{ id, live }];
      })
      .slice(0, limit);
}

function askWith(order: readonly string[]) {
  const { ask } = buildKnowledge(() => entries, { findByMeaning: meanBy(entries, order) });
  return (text: string) => ask({ text, audience: 'public', today });
}

function listOffered(answer: Answer): readonly string[] {
  return answer.kind === 'near' ? answer.entries.map(({ id }) => id) : [];
}

describe('near questions with meaning beside words', () => {
  test('the first three in meaning are offered although no word speaks for them', async () => {
    const ask = askWith(['fine-without-paper', 'other-3', 'other-4', 'other-5']);
    const answer = await ask('hello there');
    expect(listOffered(answer)).toEqual(['fine-without-paper', 'other-3', 'other-4']);
  });

  test('a fourth in meaning is offered only when words speak half for it', async () => {
    const far = ['other-20', 'other-21', 'other-22'];
    const question = '收据跟票据有什么不同，跟图书馆的办证';
    const [found] = await buildFinder(() => entries).find(question, { audience: 'public' }, 1);
    expect(found?.id).toBe('fine-without-paper');
    const offered = listOffered(await askWith([...far, 'fine-without-paper'])(question));
    expect(offered).toContain('fine-without-paper');
    expect(listOffered(await askWith([...far, 'other-7'])(question))).not.toContain('other-7');
  });

  test('what both rank high comes first', async () => {
    const question = '停车月卡和共享单车有问题';
    const words = listOffered(await askWith([])(question));
    expect(words.length).toBeGreaterThan(1);
    const last = words.at(-1) ?? '';
    expect(listOffered(await askWith([last])(question))[0]).toBe(last);
  });

  test('a ranking that is empty changes nothing', async () => {
    const { ask } = buildKnowledge(() => entries);
    for (const text of ['停车月卡和共享单车有问题', '我家的猫丢了', '票据']) {
      const without = await ask({ text, audience: 'public', today });
      expect(await askWith([])(text)).toEqual(without);
    }
  });

  test('an entry whose law is out of force is not offered by its meaning either', async () => {
    const articles = buildArticles({
      title: '行政处罚法',
      versions: [
        { adoptedOn: '2017-09-01', from: '2018-01-01', to: '2021-07-14', articles: ['70'] },
      ],
    });
    const findByMeaning = meanBy(entries, ['fine-without-paper', 'other-3']);
    const { ask } = buildKnowledge(() => entries, { articles, findByMeaning });
    const answer = await ask({ text: '罚款不给票据怎么办', audience: 'public', today });
    expect(answer).toMatchObject({ kind: 'near', outOfForce: { kind: 'not_in_force' } });
    expect(listOffered(answer)).toEqual(['other-3']);
  });

  test('a sure answer asks no service, nor do words that may be no question', async () => {
    let asked = 0;
    const findByMeaning: FindByMeaning = async () => {
      asked += 1;
      return [];
    };
    const { ask } = buildKnowledge(() => entries, { findByMeaning });
    expect((await ask({ text: '罚款不给票据怎么办', audience: 'public', today })).kind).toBe(
      'sure',
    );
    await ask({ text: '猫丢了', audience: 'public', today, wordsAlone: true });
    expect(asked).toBe(0);
    await ask({ text: '猫丢了', audience: 'public', today });
    expect(asked).toBe(1);
  });
});

describe('the golden questions and those of the entries, asked with vectors that are always wrong', () => {
  const starter = starterDrafts.map((draft) => toStarterEntry(draft, new Date(0)));
  const questions = [
    ...goldenQuestions,
    ...starter.map(({ text: { question, audience } }) => ({ question, audience })),
  ];
  let pairs: readonly { readonly without: Answer; readonly with: Answer }[] = [];
  beforeAll(async () => {
    const finder = buildFinder(() => starter);
    const order = starter.map(({ id }) => id);
    const plain = buildKnowledge(() => starter, { entries: finder });
    const misled = buildKnowledge(() => starter, {
      entries: finder,
      findByMeaning: meanBy(starter, order),
    });
    pairs = await Promise.all(
      questions.map(async ({ question: text, audience }) => ({
        without: await plain.ask({ text, audience, today }),
        with: await misled.ask({ text, audience, today }),
      })),
    );
  });

  test('get the same sure answers as without any', () => {
    const sure = pairs.filter(({ without }) => without.kind === 'sure');
    expect(sure.length).toBeGreaterThan(starter.length);
    for (const pair of sure) expect(pair.with).toEqual(pair.without);
  });

  test('get no sure answer that they would not have had', () => {
    const unsure = pairs.filter(({ without }) => without.kind !== 'sure');
    expect(unsure.map((pair) => pair.with.kind)).not.toContain('sure');
  });
});
