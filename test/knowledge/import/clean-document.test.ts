import { describe, expect, test } from '@jest/globals';
import { cleanDocument, type CleanDocument } from '../../../knowledge/index.ts';
import { toSimplified } from '../../../platform/fold/index.ts';
import { readSharedData } from '../../support/shared-data.ts';

/** The five papers that this product was asked for, each with traps of its own. */
function clean(name: string): CleanDocument | undefined {
  const text = readSharedData(`../seeds/${name}.txt`);
  return text === undefined ? undefined : cleanDocument(text, `${name}.txt`, { toSimplified });
}

function listDropped({ dropped }: CleanDocument, reason: string): readonly string[] {
  return dropped.filter((piece) => piece.reason === reason).map(({ text }) => text);
}

function readAll({ body }: CleanDocument): string {
  return (body.kind === 'article' ? body.paragraphs : [...body.question, ...body.reply]).join('\n');
}

describe('a report with its page’s head', () => {
  test('gives number, day and organ as fields, and none of it as text', () => {
    const found = clean('000_eeda1b4d2f851cce');
    if (found === undefined) return;
    expect(found.fields).toMatchObject({
      index_number: '11330800002618082H/2022-136704',
      written_on: '2022-06-15',
      category: '计划总结',
      issued_by: '衢州市司法局',
    });
    expect(readAll(found)).toMatch(/^今年以来,市司法局/);
    expect(readAll(found)).not.toContain('索引号');
    expect(found.wasTraditional).toBe(false);
  });
});

describe('a notice that a machine turned into Traditional characters', () => {
  test('is Simplified in the draft, with its fields, and says that it was not', () => {
    const found = clean('001_65c1d24e3ce72026');
    if (found === undefined) return;
    expect(found.wasTraditional).toBe(true);
    expect(found.title).toBe('关于印发《进一步规范基层综合行政执法工作的实施意见》的通知');
    expect(found.fields).toMatchObject({
      index_number: '014289132/2023-00233',
      document_number: '灌政办〔2023〕32号',
      written_on: '2023-05-15',
      published_on: '2023-05-15',
      validity: '有效',
      issued_by: '灌云县人民政府办公室',
    });
    expect(readAll(found)).toContain('行政辅助人员不得独立从事立案');
    expect(readAll(found)).not.toMatch(/[執強門關發]/);
    expect(listDropped(found, 'page_chrome')).toEqual(['(此件公开发布)']);
  });
});

describe('an article on a news page', () => {
  test('loses hotline, reading counter and authors, and keeps its day', () => {
    const found = clean('002_a74294859ef09959');
    if (found === undefined) return;
    expect(found.title).toBe('打造“六建六督”体系 构建新时代行政执法“大监督”格局');
    expect(found.fields).toMatchObject({ published_on: '2023-11-30' });
    expect(listDropped(found, 'page_chrome')).toHaveLength(2);
    expect(readAll(found)).not.toMatch(/热线:|投稿邮箱|阅读量|刘昭明/);
    expect(readAll(found)).toContain('12345电话热线');
  });
});

describe('a proposal with the reply to it', () => {
  test('keeps the two voices apart, with the result, and names nobody', () => {
    const found = clean('003_5712738700954d39');
    if (found === undefined) return;
    if (found.body.kind !== 'exchange') throw new Error('the voices were run together');
    const { question, reply } = found.body;
    expect(found.title).toBe('关于加强行政执法监督规范部门执法行为的提案');
    expect(question[0]).toMatch(/^党的二十大报告/);
    expect(question.at(-1)).toMatch(/^三是加快完善/);
    expect(reply[0]).toMatch(/^您提出的/);
    expect(reply.join('\n')).not.toContain('党的二十大报告首次');
    expect(found.fields).toMatchObject({
      index_number: '00545268X/2023-00001',
      published_on: '2023-05-23',
      proposal_number: '市政协十届一次会议第55号',
      handled_by: '市司法局',
      result: 'A',
    });
    expect(JSON.stringify([found.title, found.fields, found.body])).not.toContain('郭晓琰');
    expect(listDropped(found, 'personal_name')).toHaveLength(1);
    expect(readAll(found)).not.toMatch(/扫一扫|导盲模式|浏览次数/);
  });
});

describe('an article that stands twice in its file', () => {
  test('is taken once, under its headline', () => {
    const found = clean('004_bdf20fd4f8b20926');
    if (found === undefined) return;
    expect(found.title).toBe('昆山“全流程”监督让每起执法晒足“阳光”');
    expect(readAll(found).split('红宝书')).toHaveLength(2);
    expect(listDropped(found, 'repeated')).toHaveLength(1);
    expect(listDropped(found, 'byline').length).toBeGreaterThan(0);
    expect(found.fields).toMatchObject({ published_on: '2022-02-25', source: '法治日报法治政府' });
  });
});

describe('cleaning', () => {
  const ways = { toSimplified: (text: string) => text };

  test('leaves a plain paper as it is', () => {
    const text = '关于规范检查的通知\n各单位：\n一、检查应当出示证件。\n二、不得收费。';
    expect(cleanDocument(text, 'a.txt', ways)).toEqual({
      title: '关于规范检查的通知',
      fields: {},
      dropped: [],
      wasTraditional: false,
      body: {
        kind: 'article',
        paragraphs: ['各单位：', '一、检查应当出示证件。', '二、不得收费。'],
      },
    });
  });

  test('keeps a paragraph that speaks of reading counters at length', () => {
    const long = `要完善阅读量统计，${'不断改进工作方法，'.repeat(20)}取得实效。`;
    const { body } = cleanDocument(`改进统计的办法\n${long}`, 'a.txt', ways);
    expect(body).toEqual({ kind: 'article', paragraphs: [long] });
  });

  test('of an empty paper falls back to the name of its file', () => {
    expect(cleanDocument('', '通知.txt', ways).title).toBe('通知.txt');
  });
});
