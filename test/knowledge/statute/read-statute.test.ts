import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readStatute, toArticleLabel, type ParsedArticle } from '../../../knowledge/index.ts';
import { fold } from '../../../platform/fold/index.ts';

const plain = `中华人民共和国桥梁照看法
（2001年2月3日议会通过　根据2005年6月7日《关于修改〈桥梁照看法〉的决定》修正）

目　录

第一章　总则
第二章　照看
　第一节　日常照看

第一章　总　则

第一条　为了桥梁安全，制定本法。
第二条　照看桥梁，应当：
（一）每天走一遍；
（二）依照本法
第一条的规定记下所见。

第二章　照看
第一节　日常照看
第三条　违反前款的，依照第二条处理。

第三条之一　夜里也要照看。
第4条　本法自2001年3月1日起施行。
附件
第五条　不是正文`;

describe('a statute in plain text', () => {
  it('is read into title, notes, chapters and articles', () => {
    const statute = readStatute(plain, fold);
    expect(statute.title).toBe('中华人民共和国桥梁照看法');
    expect(statute.preamble).toBe(
      '2001年2月3日议会通过　根据2005年6月7日《关于修改〈桥梁照看法〉的决定》修正',
    );
    expect(statute.faults).toEqual([]);
    expect(statute.articles.map(({ label, chapter }) => [label, chapter])).toEqual([
      ['第一条', '第一章 总 则'],
      ['第二条', '第一章 总 则'],
      ['第三条', '第二章 照看 / 第一节 日常照看'],
      ['第三条之一', '第二章 照看 / 第一节 日常照看'],
      ['第四条', '第二章 照看 / 第一节 日常照看'],
    ]);
  });

  it('keeps items and a quoted article within the article that has them', () => {
    expect(readStatute(plain, fold).articles[1]?.text).toBe(
      '照看桥梁，应当：\n（一）每天走一遍；\n（二）依照本法\n第一条的规定记下所见。',
    );
  });

  it('is read without spaces behind the numbers too', () => {
    const { articles, faults } = readStatute(
      '看桥办法\n第一条为了安全。\n第二条所有人都看。\n第二条规定的人。',
      fold,
    );
    expect(articles.map(({ text }) => text)).toEqual([
      '为了安全。',
      '所有人都看。\n第二条规定的人。',
    ]);
    expect(faults).toEqual([]);
  });
});

describe('a statute in Markdown', () => {
  it('is read without its marks, page numbers and contents with dots', () => {
    const { title, preamble, articles, faults } = readStatute(
      '# 看桥条例\n\n2020年1月2日 市政府令第3号公布\n\n<!-- INFO END -->\n\n第一章 总则......1\n\n' +
        '## 第一章 总则\n\n**第一条** 看桥。\n\n- 3 -\n\n第二条 **每天**看。\n\n---\n',
      fold,
    );
    expect([title, preamble, faults]).toEqual(['看桥条例', '2020年1月2日 市政府令第3号公布', []]);
    expect(articles).toEqual([
      { number: '1', label: '第一条', chapter: '第一章 总则', text: '看桥。' },
      { number: '2', label: '第二条', chapter: '第一章 总则', text: '每天看。' },
    ]);
  });
});

describe('a judicial interpretation', () => {
  it('is read with its parts as chapters, not items', () => {
    const { articles } = readStatute(
      '看桥解释\n一、受理、期间\n第一条 看桥：\n一、每天；\n二、夜里。\n二、其他\n第二条 照旧。',
      fold,
    );
    expect(articles.map(({ chapter, text }) => [chapter, text])).toEqual([
      ['一、受理、期间', '看桥：\n一、每天；\n二、夜里。'],
      ['二、其他', '照旧。'],
    ]);
  });
});

describe('machine-made Traditional text', () => {
  it('is recognised and kept as it is', () => {
    const { title, articles } = readStatute(
      '看橋條例\n目錄\n第一章　總則\n第一條　為了橋樑，制定本條例。\n第二條　執法關于橋樑。',
      fold,
    );
    expect(title).toBe('看橋條例');
    expect(articles).toEqual([
      { number: '1', label: '第一条', chapter: '第一章 總則', text: '為了橋樑，制定本條例。' },
      { number: '2', label: '第二条', chapter: '第一章 總則', text: '執法關于橋樑。' },
    ]);
  });
});

describe('faults of a text', () => {
  it('names an article that stands there twice, and whether in the same words', () => {
    const { articles, faults } = readStatute(
      '办法\n第一条 甲。\n第二条 乙。\n第一条 甲。\n第二条 丙。',
      fold,
    );
    expect(articles.map(({ text }) => text)).toEqual(['甲。', '乙。']);
    expect(faults).toEqual([
      { kind: 'duplicate', number: '1', isSame: true },
      { kind: 'duplicate', number: '2', isSame: false },
    ]);
  });

  it('names gaps, a late article and a missing first one', () => {
    expect(readStatute('办法\n第一条 甲。\n第三条 丙。\n第二条 乙。', fold).faults).toEqual([
      { kind: 'gap', after: '1', number: '3' },
      { kind: 'out_of_order', after: '3', number: '2' },
    ]);
    expect(readStatute('办法\n第二条 乙。\n第三条 丙。', fold).faults).toEqual([
      { kind: 'gap', after: '0', number: '2' },
    ]);
  });

  it('says that a text is no statute', () => {
    expect(readStatute('', fold).faults).toEqual([{ kind: 'no_title' }, { kind: 'no_articles' }]);
    expect(readStatute('今天开会。', fold).faults).toEqual([{ kind: 'no_articles' }]);
  });
});

describe('a statute that is written down again', () => {
  const words = fc
    .array(
      fc.constantFrom('看桥', '的人', '每天', '依照第三条', '，', '走', '《办法》', '一遍', '33'),
      {
        minLength: 1,
        maxLength: 12,
      },
    )
    .map((parts) => `桥${parts.join('')}。`);
  const items = fc.array(words, { maxLength: 3 });
  const article = fc.tuple(words, items, fc.boolean());

  it('is read as it was', () => {
    fc.assert(
      fc.property(fc.array(article, { minLength: 1, maxLength: 30 }), (parts) => {
        let chapter = 0;
        const articles = parts.map(([first, rest, isNew], index): ParsedArticle => {
          if (isNew || index === 0) chapter += 1;
          const number = String(index + 1);
          return {
            number,
            label: toArticleLabel(number),
            chapter: `第${chapter}章 桥`,
            text: [first, ...rest.map((text, at) => `（${at + 1}）${text}`)].join('\n'),
          };
        });
        const { title, articles: read, faults } = readStatute(render(articles), fold);
        expect({ title, read, faults }).toEqual({ title: '看桥办法', read: articles, faults: [] });
      }),
    );
  });
});

function render(articles: readonly ParsedArticle[]): string {
  let chapter: string | undefined;
  const lines = articles.flatMap((article) => {
    const heading = article.chapter === chapter ? [] : [article.chapter ?? ''];
    chapter = article.chapter;
    return [...heading, `　　${article.label}　${article.text}`];
  });
  return ['看桥办法', '（2020年1月2日通过）', ...lines].join('\n');
}
