import { factNames, type FactName } from '../tables/index.ts';
import type { RowKind } from './kinds.ts';

/** A column that a row may fill. */
export type ColumnName =
  | 'question'
  | 'similar'
  | 'answer'
  | 'citations'
  | 'area'
  | 'audience'
  | 'in_force_from'
  | 'in_force_to'
  | 'also'
  | FactName;

/** Which heading, by its place from 0, fills which column. */
export type ColumnMap = Readonly<Partial<Record<ColumnName, number>>>;

/** How people head the columns. */
const headings: Readonly<Record<ColumnName, readonly string[]>> = {
  question: ['问题', '标准问题', '标准问', '问', '咨询问题', '标题', 'question', 'q'],
  similar: ['相似问法', '相似问', '相似问题', '别的问法', '扩展问', '同义问法', 'similar'],
  answer: ['答案', '答复', '回答', '答', '答复内容', '解答', '内容', 'answer', 'a'],
  citations: ['依据', '法律依据', '法条', '条款', '依据条款', '引用', 'citations', 'basis'],
  area: ['领域', '分类', '类别', '执法领域', '主题', 'area', 'category'],
  audience: ['可见范围', '公开范围', '受众', '对象', 'audience'],
  in_force_from: ['生效日期', '有效期起', '施行日期', '起始日期', '有效期自', 'from'],
  in_force_to: ['失效日期', '有效期止', '截止日期', '有效期至', 'to'],
  also: ['别名', '其他说法', '俗称', '同义词', 'also'],
  conduct: ['违法行为', '情形', '违法情形', '事项名称', '事项', '轻微违法行为', 'conduct'],
  outcome: ['处理结果', '处理', '处理方式', '处罚结果', '结果', 'outcome'],
  conditions: ['适用条件', '条件', '适用情形', 'conditions'],
  measure: ['强制措施', '不予实施的强制措施', '措施', 'measure'],
  circumstances: ['裁量情形', '裁量阶次', '违法程度', '情节', '档次', 'circumstances'],
  penalty: ['处罚标准', '裁量标准', '处罚幅度', '罚款幅度', 'penalty'],
  matter: ['事项', '管理事项', '执法事项', '职责', '问题', 'matter'],
  unit: ['主管部门', '责任部门', '实施主体', '管理部门', '单位', '部门', 'unit'],
  mode: ['实施方式', '赋权或委托', '权力来源', '方式', 'mode'],
  phone: ['电话', '联系电话', '咨询电话', '投诉电话', 'phone', 'tel'],
  place: ['名称', '场所', '窗口', '机构', '机构名称', '地点名称', 'place', 'name'],
  address: ['地址', '办公地址', '地点', 'address'],
  hours: ['办公时间', '上班时间', '开放时间', '服务时间', 'hours'],
  bring: ['所需材料', '携带材料', '需带材料', '材料', 'bring'],
};

const aroundRows: readonly ColumnName[] = [
  'also',
  'citations',
  'area',
  'in_force_from',
  'in_force_to',
];

/** The columns of a kind, in the order of its template. */
export function listColumns(kind: RowKind): readonly ColumnName[] {
  if (kind === 'questions') {
    return [
      'question',
      'similar',
      'answer',
      'citations',
      'area',
      'audience',
      'in_force_from',
      'in_force_to',
    ];
  }
  return [...factNames[kind], ...aroundRows];
}

/** Columns without which a row says nothing. */
export function listRequired(kind: RowKind): readonly ColumnName[] {
  return kind === 'questions' ? ['question', 'answer'] : factNames[kind].slice(0, 2);
}

/** The heading of a column in a template: the first of the words that it is known by. */
export function toHeading(column: ColumnName): string {
  return headings[column][0] ?? column;
}

/** Matches headings to columns: the same words first, then words that hold the others. */
export function guessColumns(kind: RowKind, given: readonly string[]): ColumnMap {
  const plain = given.map((heading) => heading.toLowerCase().replaceAll(/[\s\p{P}*]+/gu, ''));
  const map: Partial<Record<ColumnName, number>> = {};
  const taken = new Set<number>();
  for (const fits of [isSame, isWithin]) {
    for (const column of listColumns(kind)) {
      if (map[column] !== undefined) continue;
      const at = plain.findIndex((heading, place) => !taken.has(place) && fits(heading, column));
      if (at === -1) continue;
      map[column] = at;
      taken.add(at);
    }
  }
  return map;
}

function isSame(heading: string, column: ColumnName): boolean {
  return headings[column].includes(heading);
}

function isWithin(heading: string, column: ColumnName): boolean {
  return headings[column].some((word) => word.length > 1 && heading.includes(word));
}
