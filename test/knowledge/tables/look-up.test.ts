import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  createLookUp,
  isBlank,
  listFacts,
  starterRows,
  type TableRow,
  toRowTitle,
  toTableRow,
} from '../../../knowledge/index.ts';
import { fold } from '../../../platform/fold/index.ts';
import { readSharedLines } from '../../support/shared-data.ts';

const asked = { today: '2026-11-20', audience: 'public' } as const;
const lookUp = createLookUp(starterRows, { fold });

function find(text: string): string {
  const answer = lookUp(text, asked);
  if (answer === undefined) return 'no table';
  if (answer.kind === 'row') return answer.row.id;
  return answer.kind === 'none' ? `none in ${answer.table}` : `near in ${answer.table}`;
}

type Given = Partial<Pick<TableRow, 'audience' | 'validFrom' | 'validTo'>> & Pick<TableRow, 'id'>;

function buildRow(given: Given, conduct: string): TableRow {
  return toTableRow(
    'leniency',
    {
      version: 1,
      area: '城市管理',
      also: [],
      citations: [],
      audience: 'public',
      origin: 'staff',
      ...given,
    },
    { conduct, outcome: '不予处罚' },
  );
}

describe('a question for a table', () => {
  test.each([
    ['能免罚吗？', 'leniency-minor-corrected'],
    ['首违不罚吗', 'leniency-first-time'],
    ['首違不罰', 'leniency-first-time'],
    ['不是故意的会不会罚', 'leniency-no-fault'],
    ['未成年人违法会罚款吗', 'leniency-under-fourteen'],
    ['饭店油烟归谁管', 'powers-fumes'],
    ['广场舞扰民找哪个部门？', 'powers-home-noise'],
    ['老板不给工资该找哪个部门', 'powers-wages'],
    ['物业乱收费归谁管', 'powers-property'],
    ['电梯坏了归哪个部门管', 'powers-lift'],
    ['司法局地址在哪里', 'places-bureau'],
    ['你们几点上班', 'places-bureau'],
    ['上班时间', 'places-bureau'],
    ['办公地点在哪里？', 'places-bureau'],
    ['申请复议带什么材料', 'places-review'],
    ['法律援助电话', 'places-legal-service'],
  ])('%s gets the row %s', (text, id) => {
    expect(find(text)).toBe(id);
  });

  test('about a matter that no row names finds none, and says which table was looked at', () => {
    expect(find('养的鹦鹉要不要上税归谁管')).not.toMatch(/^powers-/);
    expect(find('火星移民归谁管')).toBe('none in powers');
    expect(find('擅自架设卫星天线能免罚吗')).not.toMatch(/^leniency-/);
    expect(find('火车站电话')).not.toMatch(/^places-/);
  });

  const story = `今天几个人来店里检查，没有出示证件，${'说了很多话，'.repeat(5)}还让我打电话问别人，东西也不知道在哪里。`;
  test.each(['行政复议的期限是多久', '投诉', '执法人员没有出示证件', '谢谢', '', story])(
    '%s asks for no table',
    (text) => {
      expect(find(text)).toBe('no table');
    },
  );

  test('between several near rows offers them', () => {
    const rows = [
      buildRow({ id: 'a' }, '占道经营未堵塞交通'),
      buildRow({ id: 'b' }, '占道经营未影响市容'),
    ];
    const answer = createLookUp(rows, { fold })('占道经营能免罚吗', asked);
    expect(answer).toMatchObject({ kind: 'near', table: 'leniency' });
  });
});

describe('a row', () => {
  test('is not said before, after, or to others than it is for', () => {
    const rows = [
      buildRow({ id: 'old', validTo: '2025-12-31' }, '店外经营'),
      buildRow({ id: 'now', validFrom: '2026-01-01', validTo: '2026-12-31' }, '店外经营'),
      buildRow({ id: 'staff', audience: 'staff' }, '夜间施工'),
    ];
    const look = createLookUp(rows, { fold });
    const ask = (text: string, today: string, audience: 'public' | 'staff' = 'public') => {
      const answer = look(text, { today, audience });
      return answer?.kind === 'row' ? answer.row.id : answer?.kind;
    };
    expect(ask('店外经营能免罚吗', '2025-06-01')).toBe('old');
    expect(ask('店外经营能免罚吗', '2026-12-31')).toBe('now');
    expect(ask('店外经营能免罚吗', '2027-01-01')).toBe('none');
    expect(ask('夜间施工能免罚吗', '2026-06-01')).toBe('none');
    expect(ask('夜间施工能免罚吗', '2026-06-01', 'staff')).toBe('staff');
  });
});

describe('the shipped rows', () => {
  test('are about 50, each id once, none confirmed, the places left to the bureau', () => {
    expect(new Set(starterRows.map(({ id }) => id)).size).toBe(starterRows.length);
    expect(starterRows.filter(({ kind }) => kind === 'powers').length).toBeGreaterThanOrEqual(40);
    expect(starterRows.filter(({ confirmed }) => confirmed !== undefined)).toEqual([]);
    const places = starterRows.filter(({ kind }) => kind === 'places');
    for (const row of places) {
      const address = listFacts(row).find(({ name }) => name === 'address')?.text ?? '-';
      expect(isBlank(address)).toBe(true);
    }
  });

  test('name a clause wherever they speak of penalties or compulsion', () => {
    const legal = starterRows.filter(({ kind }) => kind === 'leniency' || kind === 'no_compulsion');
    expect(legal.filter(({ citations }) => citations.length === 0).map(toRowTitle)).toEqual([]);
  });

  test('cite articles that are there', () => {
    const ArticleSchema = z.object({ law: z.string(), no: z.number(), superseded: z.boolean() });
    const articles = readSharedLines('laws/articles.jsonl', ArticleSchema);
    if (articles === undefined) return;
    const known = new Set(
      articles.filter(({ superseded }) => !superseded).map(({ law, no }) => `${law} ${no}`),
    );
    const cited = starterRows.flatMap(({ citations }) => citations);
    expect(cited.length).toBeGreaterThan(30);
    expect(cited.filter(({ statute, article }) => !known.has(`${statute} ${article}`))).toEqual([]);
  });

  test('are found by their own words and by each of their other words', () => {
    const word = {
      leniency: '能免罚吗',
      no_compulsion: '能不扣吗',
      discretion: '罚多少',
      powers: '归谁管',
      places: '地址',
    };
    const lost = starterRows.flatMap((row) =>
      [toRowTitle(row), ...row.also]
        .map((name) => `${name}${word[row.kind]}`)
        .filter((text) => /^no(ne| )/.test(find(text))),
    );
    expect(lost).toEqual([]);
  });
});
