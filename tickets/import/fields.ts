import { importSources, type ImportSource } from '../vocabulary.ts';

/** What a column of an imported file may hold. */
export const importFields = [
  'ignore',
  'externalNumber',
  'kind',
  'story',
  'actingUnit',
  'place',
  'time',
  'officer',
  'paper',
  'demand',
  'company',
  'openness',
  'reporterName',
  'reporterPhone',
  'receivedOn',
  'source',
] as const;
export type ImportField = (typeof importFields)[number];

/** Fields that say who reported: sealed at once, on no screen and in no log. */
export const identityFields: readonly ImportField[] = ['reporterName', 'reporterPhone'];

/** How hotlines, message boards and petition offices head their columns; of several the first is meant. */
const headings: Readonly<Partial<Record<ImportField, readonly string[]>>> = {
  externalNumber: [
    '工单编号',
    '工单号',
    '热线编号',
    '受理编号',
    '受理单号',
    '来电编号',
    '诉求编号',
    '事项编号',
    '留言编号',
    '留言id',
    '帖子编号',
    '信访件编号',
    '信访编号',
    '信访事项编号',
    '登记编号',
    '案件编号',
    '转办编号',
    '转办单号',
    '来源编号',
    '编号',
  ],
  kind: [
    '诉求类型',
    '工单类型',
    '问题类型',
    '留言类型',
    '信访目的',
    '事项类别',
    '诉求类别',
    '类型',
  ],
  story: [
    '诉求内容',
    '反映内容',
    '来电内容',
    '工单内容',
    '留言内容',
    '信访内容',
    '投诉内容',
    '举报内容',
    '主要内容',
    '概况信息',
    '问题描述',
    '诉求描述',
    '反映问题',
    '内容',
  ],
  actingUnit: [
    '被投诉单位',
    '被反映单位',
    '被举报单位',
    '被投诉对象',
    '被反映对象',
    '涉事单位',
    '涉及单位',
    '执法单位',
    '反映对象',
  ],
  place: [
    '事发地点',
    '事发地址',
    '发生地点',
    '诉求地址',
    '问题属地',
    '事发区域',
    '地点',
    '所属区域',
  ],
  time: ['事发时间', '发生时间', '事发日期'],
  officer: ['执法人员', '执法人员姓名', '执法证号', '被投诉人员', '被反映人'],
  paper: ['收到的文书', '文书名称', '文书号', '文书文号', '处罚决定书文号', '决定书文号'],
  demand: ['诉求目的', '信访诉求', '期望结果', '希望解决', '办理要求', '要求', '诉求'],
  company: ['企业名称', '公司名称', '经营主体', '涉及企业'],
  openness: ['公开方式', '是否保密', '是否公开', '是否匿名', '保密要求', '身份保密'],
  reporterName: [
    '来电人姓名',
    '来电人',
    '诉求人姓名',
    '诉求人',
    '投诉人姓名',
    '投诉人',
    '举报人',
    '反映人姓名',
    '反映人',
    '信访人姓名',
    '信访人',
    '留言人',
    '网友',
    '联系人',
    '姓名',
  ],
  reporterPhone: [
    '联系电话',
    '来电号码',
    '来电电话',
    '主叫号码',
    '联系方式',
    '联系号码',
    '手机号码',
    '手机号',
    '手机',
    '电话',
  ],
  receivedOn: [
    '收到日期',
    '转办时间',
    '转办日期',
    '交办时间',
    '派单时间',
    '收文日期',
    '收件日期',
    '受理时间',
    '受理日期',
    '登记时间',
    '登记日期',
    '信访日期',
    '来电时间',
    '留言时间',
    '留言日期',
  ],
  source: ['诉求来源', '工单来源', '受理渠道', '来源渠道', '信访形式', '来源', '渠道'],
};

const guessed = importFields.filter((field) => headings[field] !== undefined);

/** A heading without blanks, marks and case, as it is remembered and compared. */
export function foldHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}*]+/gu, '');
}

/** What each column holds, by its heading: as it was chosen before for this source, else as people head it. */
export function guessFields(
  given: readonly string[],
  remembered: ReadonlyMap<string, ImportField>,
): readonly ImportField[] {
  const plain = given.map(foldHeading);
  const fields: ImportField[] = plain.map((heading) => remembered.get(heading) ?? 'ignore');
  const isFree = (at: number): boolean => !remembered.has(plain[at] ?? '');
  for (const field of guessed) {
    if (fields.includes(field)) continue;
    const word = headings[field]?.find((known) =>
      plain.some((one, at) => one === known && isFree(at)),
    );
    if (word !== undefined) fields[plain.indexOf(word)] = field;
  }
  return fields;
}

/** How many columns of a row would be understood were it the headings. */
export function countKnownHeadings(row: readonly string[]): number {
  return guessFields(row, new Map()).filter((field) => field !== 'ignore').length;
}

const sourceWords: Readonly<Record<ImportSource, RegExp>> = {
  'hotline-12345': /12345|热线|来电/u,
  'people-board': /人民网|领导留言|留言板/u,
  petition: /信访/u,
  weibo: /微博|weibo/iu,
  'service-hall': /政务服务|服务大厅/u,
  'province-app': /省平台|省级|app|小程序/iu,
  portal: /门户|网站|信箱|portal/iu,
  import: /其他|其它|外部/u,
};
const sourceOrder = [
  'hotline-12345',
  'people-board',
  'petition',
  'weibo',
  'service-hall',
  'province-app',
  'portal',
  'import',
] as const satisfies readonly ImportSource[];

/** The source that a cell, a file's name or a heading speaks of. */
export function findSource(text: string): ImportSource | undefined {
  const plain = text.normalize('NFKC').trim();
  return (
    importSources.find((source) => source === plain) ??
    sourceOrder.find((source) => sourceWords[source].test(plain))
  );
}
