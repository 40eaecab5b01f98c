import { describe, expect, test } from '@jest/globals';
import {
  listColumns,
  type Rows,
  type Source,
  type SourceChoice,
  type SourcePlan,
  planSources,
  toHeading,
  importKinds,
  isRowKind,
} from '../../../knowledge/index.ts';
import { planTools } from '../../support/plan-tools.ts';
import { readSharedData } from '../../support/shared-data.ts';

const buildRows = (...rows: Rows): Source => ({ name: 'a.xlsx', content: { kind: 'rows', rows } });
const buildText = (text: string, name = 'a.txt'): Source => ({
  name,
  content: { kind: 'text', text },
});

function plan(source: Source, choice: SourceChoice = {}): SourcePlan {
  const [made] = planSources([source], { [source.name]: choice }, planTools);
  if (made === undefined) throw new Error('no plan was made');
  return made;
}

function listEntries({ items }: SourcePlan) {
  return items.flatMap((item) => (item.kind === 'entry' ? [item.text] : []));
}

describe('a sheet of questions', () => {
  test('becomes drafts, its columns guessed by their headings', () => {
    const made = plan(
      buildRows(
        ['序号', '标准问题', '相似问法', '答复内容', '法律依据', '可见范围', '有效期至'],
        [
          '1',
          '罚款不给票据怎么办？',
          '不开收据|没有发票',
          '可以拒绝缴纳。',
          '《行政处罚法》第七十条',
          '公开',
          '2027年1月1日',
        ],
      ),
    );
    expect([made.kind, made.faults]).toEqual(['questions', []]);
    expect(listEntries(made)).toEqual([
      {
        kind: 'question',
        area: 'other',
        audience: 'public',
        question: '罚款不给票据怎么办？',
        similar: ['不开收据', '没有发票'],
        answer: '可以拒绝缴纳。',
        citations: [{ statute: '行政处罚法', article: '70' }],
        inForceTo: '2027-01-01',
      },
    ]);
  });

  test('names each bad row with its column and reason, and takes the good ones', () => {
    const made = plan(
      buildRows(
        ['问题', '答案', '依据', '可见范围', '生效日期', '失效日期'],
        ['好的问题', '答', '', '', '', ''],
        ['', '答', '', '', '', ''],
        ['没有答案', '', '', '', '', ''],
        ['依据读不懂', '答', '有关规定', '', '', ''],
        ['给谁看', '答', '', '火星人', '', ''],
        ['没有这一天', '答', '', '', '2026-02-30', ''],
        ['先止后起', '答', '', '', '2026-05-01', '2026-04-01'],
        ['好的问题？', '再答', '', '', '', ''],
        ['太长', '答'.repeat(5001), '', '', '', ''],
      ),
    );
    expect(listEntries(made).map(({ question }) => question)).toEqual(['好的问题']);
    expect(made.faults.map(({ row, column, reason }) => [row, column, reason])).toEqual([
      [3, 'question', 'value_missing'],
      [4, 'answer', 'value_missing'],
      [5, 'citations', 'citation_unreadable'],
      [6, 'audience', 'audience_unknown'],
      [7, 'in_force_from', 'day_invalid'],
      [8, 'in_force_to', 'day_invalid'],
      [9, 'question', 'repeated'],
      [10, 'answer', 'value_too_long'],
    ]);
  });

  test('is read by the columns that a person chose instead', () => {
    const source = buildRows(['甲', '乙'], ['怎么投诉？', '回复「投诉」。']);
    expect(plan(source).faults.map(({ reason }) => reason)).toContain('column_missing');
    const made = plan(source, { kind: 'questions', columns: { question: 0, answer: 1 } });
    expect(listEntries(made)).toMatchObject([{ question: '怎么投诉？', answer: '回复「投诉」。' }]);
  });

  test('gives the same ids for the same questions, whatever their marks and script', () => {
    const ids = ['罚款不给票据怎么办？', '罰款不給票據怎麼辦', '罚款不给票据怎么办 ！'].map(
      (question) => {
        const [item] = plan(buildRows(['问题', '答案'], [question, '答'])).items;
        return item?.kind === 'entry' ? item.id : '';
      },
    );
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^import-[0-9a-f]{24}$/);
  });
});

describe('the template of every kind', () => {
  test.each(importKinds.filter(isRowKind))('%s is read back as what it is', (kind) => {
    const columns = listColumns(kind);
    const cells = columns.map((column) =>
      /citations|from|to|audience/.test(column) ? '' : `某${column}`,
    );
    const made = plan(buildRows(columns.map(toHeading), cells));
    expect([made.guessed, made.faults, made.items.length]).toEqual([kind, [], 1]);
    expect(Object.keys(made.table?.columns ?? {}).toSorted()).toEqual([...columns].toSorted());
  });
});

describe('a list of minor offences', () => {
  test('becomes rows with conditions and clause, what is missing left blank', () => {
    const made = plan(
      buildRows(
        ['违法行为', '处理结果', '适用条件', '依据'],
        ['占道经营', '不予处罚', '初次\n及时改正', '《行政处罚法》第三十三条'],
        ['店外经营', '不予处罚', '', ''],
      ),
    );
    expect(made.kind).toBe('leniency');
    const rows = made.items.flatMap((item) => (item.kind === 'row' ? [item.row] : []));
    expect(rows.map(({ facts, origin, confirmed }) => [facts, origin, confirmed])).toEqual([
      [
        { conduct: '占道经营', outcome: '不予处罚', conditions: '初次\n及时改正' },
        'import',
        undefined,
      ],
      [{ conduct: '店外经营', outcome: '不予处罚', conditions: '【待填】' }, 'import', undefined],
    ]);
  });
});

describe('a text', () => {
  const statute =
    '某市检查办法\n（2026年1月1日某市人民政府令第1号公布）\n第一条　为了规范检查，制定本办法。\n第二条　检查应当出示证件。\n第三条　本办法自2026年3月1日起施行。\n';

  test('of articles is a statute; of paragraphs, a document; in rows, a table', () => {
    expect(plan(buildText(statute)).items).toMatchObject([
      { kind: 'statute', statute: { title: '某市检查办法' } },
    ]);
    expect(
      plan(
        buildText('关于开展检查的通知\n各单位要规范检查，依照《行政处罚法》第五十五条出示证件。'),
      ),
    ).toMatchObject({
      kind: 'documents',
      items: [
        {
          kind: 'entry',
          text: {
            question: '关于开展检查的通知',
            citations: [{ statute: '行政处罚法', article: '55' }],
          },
        },
      ],
    });
  });

  test('is not taken as what it is not, and may be left out', () => {
    expect(plan(buildText('没有条文的文字'), { kind: 'statutes' }).faults).toMatchObject([
      { reason: 'no_statute' },
    ]);
    expect(plan(buildText('一段文字'), { kind: 'questions' }).faults).toMatchObject([
      { reason: 'column_missing' },
    ]);
    expect(plan(buildText(statute), { kind: 'skip' })).toMatchObject({ items: [], faults: [] });
  });

  test('that is long becomes several drafts, none too long to be edited, and loses nothing', () => {
    const paragraphs = Array.from(
      { length: 30 },
      (_, at) => `第${at}点，${'这里有很多要说明的话，'.repeat(40)}完。`,
    );
    const entries = listEntries(plan(buildText(['关于很多事情的意见', ...paragraphs].join('\n'))));
    expect(entries.length).toBeGreaterThan(1);
    expect(entries.map(({ question }) => question)[0]).toBe(
      `关于很多事情的意见（1/${entries.length}）`,
    );
    expect(Math.max(...entries.map(({ answer }) => answer.length))).toBeLessThanOrEqual(5000);
    expect(entries.map(({ answer }) => answer).join('\n')).toBe(paragraphs.join('\n'));
  });

  test('of a guide for officers is for staff only', () => {
    const made = plan(
      buildText('某市违法建设处置执法指引\n一、先到现场查看，制作笔录，再查规划许可。'),
    );
    expect(listEntries(made)).toMatchObject([{ kind: 'guide', audience: 'staff' }]);
  });
});

describe('the five papers', () => {
  test('are documents, and the reply alone is the answer of the one with two voices', () => {
    const names = [
      '000_eeda1b4d2f851cce',
      '001_65c1d24e3ce72026',
      '002_a74294859ef09959',
      '003_5712738700954d39',
      '004_bdf20fd4f8b20926',
    ];
    const sources = names.flatMap((name) => {
      const text = readSharedData(`../seeds/${name}.txt`);
      return text === undefined ? [] : [buildText(text, `${name}.txt`)];
    });
    if (sources.length === 0) return;
    const plans = planSources(sources, {}, planTools);
    expect(plans.map(({ kind, items }) => [kind, items.length])).toEqual(
      names.map((name) => ['documents', name.startsWith('001') ? 2 : 1]),
    );
    const answer = plans
      .flatMap(listEntries)
      .find(({ question }) => question.includes('提案'))?.answer;
    expect(answer).toMatch(/^您提出的/);
    expect(answer).not.toContain('党的二十大报告首次');
  });
});

test('an article-level data set is statutes, the notes beside it their notes', () => {
  const articles = readSharedData('laws/articles.jsonl');
  const laws = readSharedData('laws/laws.jsonl');
  if (articles === undefined || laws === undefined) return;
  const plans = planSources(
    [buildText(articles, 'articles.jsonl'), buildText(laws, 'laws.jsonl')],
    {},
    planTools,
  );
  expect(plans.map(({ kind, items, faults }) => [kind, items.length, faults])).toEqual([
    ['statutes', 127, []],
    ['statutes', 0, []],
  ]);
  const [first] = plans[0]?.items ?? [];
  expect(first?.kind === 'statute' && first.statute.preamble).toContain('通过');
});
