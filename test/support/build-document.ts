import type { OfficialDocument, Paragraph } from '../../tickets/index.ts';

/** Headings begin with a number of their own: 一、 or （一）. */
export function buildParagraphs(...lines: readonly string[]): readonly Paragraph[] {
  return lines.map((text) => ({
    kind: /^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)/.test(text)
      ? 'heading'
      : 'text',
    text,
  }));
}

/** A signed notice to a unit, its seal still to come. */
export function buildDocument(changes: Partial<OfficialDocument> = {}): OfficialDocument {
  const at = new Date('2026-03-02T02:00:00Z');
  return {
    id: 'd-notice',
    version: 7,
    kind: 'supervision_notice',
    profile: 1,
    audience: 'unit',
    problemIds: [],
    organId: 'bureau',
    organName: '清河县司法局',
    title: '行政执法监督通知书',
    addressedTo: '清河县综合行政执法局',
    units: [],
    copiedTo: ['清河县人民政府办公室', '清河县监察委员会'],
    attachments: ['问题清单', '整改情况反馈表'],
    fields: {},
    points: [],
    paragraphs: buildParagraphs(
      '我局在执法监督中发现，你局所属河口中队在辖区实施检查时，未出示行政执法证件，当场收取款项，未制作现场笔录，未出具票据，其后亦未将处理结果告知当事人。',
      '一、存在的问题',
      '（一）未亮证告知',
      '执法人员实施检查时未主动出示执法证件，不符合《中华人民共和国行政处罚法》第五十五条的规定。',
      '（二）未全过程记录',
      '检查过程未以文字、音像等形式进行记录，案卷中没有现场检查笔录和询问笔录，事后补记的材料与当事人陈述不一致。',
      '二、整改要求',
      '请你局自收到本通知书之日起15个工作日内，对上述问题逐项核实并自行纠正，退还违法收取的款项，对相关执法人员进行教育，并将整改情况书面报送我局。',
      '请同时对本系统2025年7月以来同类执法活动开展自查，重点检查证件公示、过程记录、罚没收入缴库等环节，自查情况一并报送。',
      '对本通知书有异议的，可以自收到之日起5个工作日内书面提出复核申请，并附相关证据材料。复核期间不停止执行。',
    ),
    state: 'signed',
    steps: [],
    passed: [],
    submissions: [],
    number: {
      organ: 'bureau',
      kind: 'supervision_notice',
      year: 2026,
      seq: 12,
      text: '清司监通〔2026〕12号',
    },
    signedOn: '2026-03-02',
    servings: [],
    verifyCode: '7K2M-9QXC-4T0B-WE6R',
    traceId: 't',
    createdAt: at,
    updatedAt: at,
    ...changes,
  };
}

/** A letter that was sealed. */
export function buildLetter(): OfficialDocument {
  const { number, ...notice } = buildDocument();
  return {
    ...notice,
    kind: 'problem_letter',
    layout: 'letter',
    title: '问题反馈函',
    attachments: [],
    copiedTo: ['清河县人民政府办公室'],
    paragraphs: notice.paragraphs.slice(0, 4),
    state: 'issued',
    ...(number && { number: { ...number, seq: 3, text: '清司监函〔2026〕3号' } }),
  };
}

/** A form with opinions that nobody wrote yet. */
export function buildForm(): OfficialDocument {
  return buildInside('行政执法监督受理审批表', [
    '工单编号：2603020123',
    '来源：微信公众号',
    '反映人：保密',
    '收到日期：2026年3月2日',
    '被反映单位：清河县综合行政执法局河口中队',
    '责任机关：清河县综合行政执法局',
    '反映内容：检查时未出示执法证件，当场收取三百元，未开票据。',
    '承办人意见：属于本机关监督职责，建议受理。',
    '科室负责人意见：',
    '法制审核意见：',
    '分管领导审批意见：',
  ]);
}

/** A record of questions and answers. */
export function buildRecord(): OfficialDocument {
  return buildInside('询问笔录', [
    '询问时间：2026年2月3日9时至10时',
    '询问地点：河口镇司法所',
    '询问人：王明、李红',
    '执法监督证号：浙0101、浙0102',
    '问：我们是清河县司法局行政执法监督人员，这是我们的证件，请你确认。',
    '答：看清楚了，没有异议。',
    '问：请你讲一讲检查的经过。',
    '答：当天上午来了两个人，没有出示证件，要我当场交三百元，也没有开票。',
    '被询问人签名：',
    '询问人签名：',
  ]);
}

const columns = ['反映内容', '核查情况', '证据', '依据', '处理结果'];
const points: OfficialDocument['points'] = [
  {
    said: '检查时没有出示证件',
    found: '属实',
    proof: '现场视频、询问笔录',
    article: '行政处罚法第五十五条',
    done: '责令改正，约谈两名执法人员',
  },
  {
    said: '当场收取三百元没有票据',
    found: '属实',
    proof: '收款记录',
    article: '行政处罚法第七十条',
    done: '退还三百元',
  },
];

/** What the person hears, a line for each point. */
export function buildResult(): OfficialDocument {
  return buildDocument({
    kind: 'result',
    audience: 'person',
    title: '办理结果告知书',
    addressedTo: '投诉人',
    attachments: [],
    copiedTo: [],
    paragraphs: buildParagraphs(
      '你反映清河县综合行政执法局检查时未亮证、当场收款一事，我局已办理完毕，现将结果逐项告知如下：',
    ).concat({ kind: 'table', columns, rows: points.map((point) => Object.values(point)) }),
    points,
  });
}

function buildInside(title: string, lines: readonly string[]): OfficialDocument {
  const { number: _none, ...bare } = buildDocument({
    audience: 'inside',
    layout: 'form',
    kind: 'inside',
    title,
    attachments: [],
    copiedTo: [],
    paragraphs: toForm(lines),
  });
  return bare;
}

/** `label：words` is a row of the form; questions and answers stand between its rows. */
function toForm(lines: readonly string[]): readonly Paragraph[] {
  return lines.map((text) => {
    const at = text.indexOf('：');
    if (/^[问答]/.test(text)) return { kind: 'text', text };
    const row = [text.slice(0, at), text.slice(at + 1)];
    return { kind: 'table', columns: ['项目', '内容'], rows: [row] };
  });
}
