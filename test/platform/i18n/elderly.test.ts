import { describe, expect, test } from '@jest/globals';
import { countHan, mostHan, type Language, type Words } from '../../../bot/index.ts';
import { createRender, createTranslate } from '../../../platform/i18n/index.ts';
import { listPlaceholders, readWords } from '../../support/conversation-words.ts';

const render = createRender(await createTranslate());

/** What a text may be given, as long as it gets. */
const realistic: Readonly<Record<string, string | number>> = {
  number: '2603020123',
  due: '2026-03-12',
  day: '2026-03-02',
  progressUrl: 'https://duxin.example.gov.cn/progress',
  count: 12,
  evidence: 3,
  kindKey: 'notice.kind.complaint',
  statusKey: 'notice.status.rectification_feedback',
  nextKey: 'notice.next.matter.accepted',
  tableKey: 'conversation.table.leniency',
  whyKey: 'conversation.basis.why.stale',
  story: '昨天上午城管队员没有出示证件，就把我的三轮车拖走了，还要我当场交五百元，不给单子。',
  text: '经核实，该单位检查时没有出示执法证件，也没有制作笔录，我们已经要求其限期改正，并向您当面说明情况。',
  reason: '您反映的事项已经由人民法院受理，依照规定不能同时由我们办理。',
  lines:
    '依据：行政处罚法第四十四条、第四十五条（2021 版，自 2021-07-15 施行）\n法条核对至 2026-03-01',
  words: '执法人员应当主动向当事人出示执法证件，当事人有权拒绝没有证件的检查。'.repeat(4),
};
const ordinary = '河东县市场监督管理局';

/** Texts that hold the receipt code: sealed, and never cut. */
const secretNames = new Set(['code']);

function say(key: string, text: string, language: Language): Words {
  const names = listPlaceholders(text);
  const values = names.filter((name) => !secretNames.has(name));
  const secrets = names.filter((name) => secretNames.has(name));
  return render(
    {
      key,
      values: Object.fromEntries(values.map((name) => [name, realistic[name] ?? ordinary])),
      ...(secrets.length > 0 && { secrets: { code: '7K2M-9QXC-4T0B-WE6R' } }),
      options: ['投诉', '咨询', '进度', '转人工'].map((word) => ({
        key: 'conversation.option.question',
        values: { question: word },
        say: word,
      })),
    },
    language,
    'elderly',
  );
}

const count = ({ text, options = [] }: Words): number =>
  countHan(text) + options.reduce((sum, { label }) => sum + countHan(label), 0);

/** Every text that the bot may say by itself; labels and parts of texts are said within one. */
const all = (['conversation', 'notice'] as const).flatMap((namespace) =>
  (['zh-CN', 'zh-TW'] as const).flatMap((language) =>
    [...readWords(namespace, language)]
      .filter(([key]) => !key.endsWith('_elderly'))
      .map(([key, text]) => ({ key, text, language })),
  ),
);

describe('every text of the bot in the elderly mode', () => {
  test('has at most sixty Han characters with its options, part by part', () => {
    expect(all.length).toBeGreaterThan(500);
    for (const { key, text, language } of all) {
      const first = say(key, text, language);
      expect({ key, fits: count(first) <= mostHan }).toEqual({ key, fits: true });
      let { rest } = first;
      for (let parts = 0; rest !== undefined && parts < 20; parts += 1) {
        const part = render(
          { key: 'conversation.elderly.part', values: { words: rest } },
          language,
          'elderly',
        );
        expect({ key, fits: count(part) <= mostHan }).toEqual({ key, fits: true });
        ({ rest } = part);
      }
      expect(rest).toBeUndefined();
    }
  });

  test('shows no link', () => {
    const linked = all.filter(({ key, text, language }) =>
      say(key, text, language).text.includes('https://'),
    );
    expect(linked.map(({ key }) => key)).toEqual([]);
  });

  test('that has words of its own for the mode says less in them', () => {
    for (const namespace of ['conversation', 'notice']) {
      for (const language of ['zh-CN', 'zh-TW'] as const) {
        const words = readWords(namespace, language);
        const short = [...words].filter(([key]) => key.endsWith('_elderly'));
        for (const [key, text] of short) {
          const plain = words.get(key.replace('_elderly', '')) ?? '';
          expect({ key, isShorter: countHan(text) <= countHan(plain) }).toEqual({
            key,
            isShorter: true,
          });
        }
      }
    }
  });
});
