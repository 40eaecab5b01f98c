import { describe, expect, test } from '@jest/globals';
import { toPlainText, type Language } from '../../bot/index.ts';
import { sayAnswer } from '../../handlers/index.ts';
import { starterDrafts, toStarterEntry } from '../../knowledge/index.ts';
import { createRender, createTranslate } from '../../platform/i18n/index.ts';
import { buildEntry } from '../support/build-entry.ts';
import { buildKnowledge } from '../support/build-knowledge.ts';
import { buildArticles } from '../support/build-statute.ts';

const languages: readonly Language[] = ['zh-CN', 'zh-TW', 'en'];
const render = createRender(await createTranslate());
const wechatMaxBytes = 2048;

describe('the words of an answer', () => {
  test('name basis, version, force, check, confirmation and who judges', async () => {
    const articles = buildArticles({
      title: '行政处罚法',
      versions: [{ adoptedOn: '2021-01-22', from: '2021-07-15', articles: ['70'] }],
    });
    const entries = [buildEntry()];
    const { ask } = buildKnowledge(() => entries, { articles });
    const answer = await ask({
      text: '罚款不给票据怎么办',
      audience: 'public',
      today: '2026-03-02',
    });
    expect(render(sayAnswer(answer), 'zh-CN').text).toBe(
      [
        '罚款不给票据怎么办？',
        '',
        '可以拒绝缴纳，并向有关机关检举。',
        '',
        '依据：《行政处罚法》第七十条（2021-01-22 版，自 2021-07-15 施行）',
        '法条核对至 2026-02-20',
        '待本单位确认。',
        '一般说明，不是对您个案的认定；以作出决定的机关的认定为准。',
      ].join('\n'),
    );
    const article = await ask({
      text: '行政处罚法第七十条是什么',
      audience: 'public',
      today: '2026-03-02',
    });
    expect(render(sayAnswer(article), 'zh-CN').text).toContain('2021-01-22 通过的文字');
  });

  test('of every shipped entry fit one WeChat message, in every language', async () => {
    const entries = starterDrafts.map((draft) => toStarterEntry(draft, new Date(0)));
    const { ask } = buildKnowledge(() => entries);
    const tooLong: string[] = [];
    for (const { id, text } of entries) {
      const { question, audience } = text;
      const answer = await ask({ text: question, audience, today: '2026-03-02' });
      expect([id, answer.kind]).toEqual([id, 'sure']);
      for (const language of languages) {
        const words = toPlainText(render(sayAnswer(answer), language));
        if (Buffer.byteLength(words) > wechatMaxBytes) tooLong.push(`${id} ${language}`);
      }
    }
    expect(tooLong).toEqual([]);
  });

  test('with many long citations name some and count the rest', async () => {
    const citations = Array.from({ length: 12 }, (_, at) => ({
      statute: '某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某条例',
      article: `${at + 1}`,
    }));
    const entries = [buildEntry({ citations, answer: '可以。'.repeat(100) })];
    const { ask } = buildKnowledge(() => entries);
    const answer = await ask({
      text: '罚款不给票据怎么办',
      audience: 'public',
      today: '2026-03-02',
    });
    const { text } = render(sayAnswer(answer), 'zh-CN');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(wechatMaxBytes);
    expect(text).toContain('等共 12 条依据');
  });
});
