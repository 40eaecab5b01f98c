import type { DocumentKind } from '../document/kind.ts';
import {
  answerWithin,
  day,
  form,
  heading,
  line,
  numbered,
  ownRule,
  text,
  words,
} from './template-parts.ts';

const leads = ['handler', 'section_head'] as const;
const onSpot = ['handler', 'section_head', 'township_liaison'] as const;
const inside = {
  audience: 'inside',
  organs: ['bureau'],
  numbering: 'none',
  source: ownRule,
} as const;

/** Two officers, each with the number of the 行政执法监督证. */
const officers = [
  line('officers', '承办人（两人以上）及行政执法监督证号'),
  line('startedAt', '开始时间'),
  line('endedAt', '结束时间'),
  line('place', '地点'),
];

const officerRows = [
  ['时间', '{{startedAt}} 至 {{endedAt}}'],
  ['地点', '{{place}}'],
  ['承办人及行政执法监督证号', '{{officers}}'],
] as const;

/** Forms and records that stay in the file, and the request to the government. */
export const insideDocumentKinds: readonly DocumentKind[] = [
  {
    ...inside,
    id: 'acceptance_form',
    name: '受理审批表',
    title: '行政执法监督事项受理审批表',
    chain: 'reviewed',
    draftedBy: ['intake_clerk', 'duty_officer', 'handler', 'section_head'],
    paragraphs: [
      form(
        ['工单编号', '{{ticketNumber}}'],
        ['来源', '{{source}}'],
        ['收到日期', '{{filedOn}}'],
        ['被监督单位', '{{units}}'],
        ['主要内容', '{{matter}}'],
        ['拟办意见', '{{opinion}}'],
      ),
    ],
    fields: [line('source', '来源'), words('matter', '主要内容'), words('opinion', '拟办意见')],
  },
  {
    ...inside,
    organs: ['bureau', 'township_office'],
    id: 'interview_record',
    name: '询问笔录',
    title: '询问笔录',
    chain: 'own',
    draftedBy: onSpot,
    paragraphs: [
      form(...officerRows, ['被询问人', '{{interviewed}}'], ['身份核对', '{{identity}}']),
      text(
        '告知：我们是行政执法监督人员，现已向你出示行政执法监督证。请你如实回答询问；你有申请回避、陈述、申辩和核对笔录的权利。',
      ),
      text('{{record}}'),
      text('以上笔录我已看过（已向我宣读），与我所说的一致。'),
      text('被询问人（签名）：　　　　　　　　承办人（签名）：　　　　　　　　'),
    ],
    fields: [
      ...officers,
      line('interviewed', '被询问人'),
      line('identity', '身份核对方式'),
      words('record', '问答'),
    ],
  },
  {
    ...inside,
    organs: ['bureau', 'township_office'],
    id: 'inspection_record',
    name: '现场检查记录',
    title: '现场检查记录',
    chain: 'own',
    draftedBy: onSpot,
    paragraphs: [
      form(...officerRows, ['被检查单位', '{{units}}'], ['在场人员', '{{present}}']),
      heading('检查情况'),
      text('{{record}}'),
      text('被检查单位在场人员（签名）：　　　　　　　　承办人（签名）：　　　　　　　　'),
    ],
    fields: [...officers, line('present', '在场人员'), words('record', '检查情况')],
  },
  {
    ...inside,
    id: 'verification_report',
    name: '核查报告',
    title: '行政执法监督核查报告',
    chain: 'reviewed',
    draftedBy: onSpot,
    paragraphs: [
      heading('一、事项来源'),
      text('工单编号{{ticketNumber}}，{{filedOn}}收到，涉及{{units}}。'),
      heading('二、核查经过'),
      text('{{course}}'),
      heading('三、查明的事实和证据'),
      text('{{facts}}'),
      heading('四、被监督单位的陈述和我们的意见'),
      text('{{hearing}}'),
      heading('五、认定的问题'),
      text('{{problems}}'),
      heading('六、处理建议'),
      text('{{opinion}}'),
    ],
    fields: [
      words('course', '核查经过'),
      words('facts', '查明的事实和证据'),
      words('hearing', '被监督单位的陈述及采纳情况'),
      words('opinion', '处理建议'),
    ],
  },
  {
    ...inside,
    id: 'discussion_record',
    name: '集体讨论记录',
    title: '行政执法监督事项集体讨论记录',
    chain: 'own',
    draftedBy: leads,
    paragraphs: [
      form(
        ['时间', '{{startedAt}}'],
        ['地点', '{{place}}'],
        ['主持人', '{{chair}}'],
        ['参加人员', '{{members}}'],
        ['记录人', '{{recorder}}'],
      ),
      heading('讨论的事项'),
      text('{{matter}}'),
      heading('各人意见'),
      text('{{opinions}}'),
      heading('结论'),
      text('{{conclusion}}'),
    ],
    fields: [
      line('startedAt', '时间'),
      line('place', '地点'),
      line('chair', '主持人'),
      line('members', '参加人员'),
      line('recorder', '记录人'),
      words('matter', '讨论的事项'),
      words('opinions', '各人意见'),
      words('conclusion', '结论'),
    ],
  },
  {
    ...inside,
    ...numbered('监请'),
    audience: 'government',
    id: 'request_letter',
    name: '提请函',
    source: '衢州市行政执法协调监督工作体系（2022-06-15）',
    title: '关于提请作出行政执法监督决定的函',
    addressedTo: '本级人民政府',
    chain: 'full',
    draftedBy: leads,
    answer: answerWithin('response', 15),
    paragraphs: [
      text(
        '我局在行政执法监督工作中查明，{{units}}的行政执法行为存在下列重大问题，有关情况为：{{paraphrase}}',
      ),
      heading('一、查明的事实'),
      text('{{problems}}'),
      heading('二、认定的依据'),
      text('{{basis}}'),
      heading('三、提请事项'),
      text('现提请作出《行政执法监督决定书》，{{demand}}'),
      text('妥否，请批示。'),
    ],
    fields: [words('basis', '认定的依据'), words('demand', '提请决定的内容')],
  },
  {
    ...inside,
    id: 'closing_form',
    name: '结案审批表',
    title: '行政执法监督事项结案审批表',
    chain: 'reviewed',
    draftedBy: leads,
    paragraphs: [
      form(
        ['工单编号', '{{ticketNumber}}'],
        ['收到日期', '{{filedOn}}'],
        ['被监督单位', '{{units}}'],
        ['认定的问题', '{{problems}}'],
        ['发出的文书', '{{issued}}'],
        ['整改情况', '{{rectification}}'],
        ['告知情况', '{{told}}'],
        ['结案意见', '{{opinion}}'],
      ),
    ],
    fields: [
      words('issued', '发出的文书'),
      words('rectification', '整改情况'),
      words('told', '告知当事人的情况'),
      words('opinion', '结案意见'),
    ],
  },
  {
    ...inside,
    numbering: 'outside',
    id: 'rectification_report',
    name: '整改报告',
    title: '整改报告',
    chain: 'own',
    draftedBy: onSpot,
    paragraphs: [
      form(
        ['报告单位', '{{units}}'],
        ['收到日期', '{{receivedOn}}'],
        ['针对的文书', '{{document}}'],
        ['整改情况', '{{rectification}}'],
      ),
    ],
    fields: [
      day('receivedOn', '收到日期'),
      line('document', '针对的文书及文号'),
      words('rectification', '整改情况'),
    ],
  },
];
