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
  layout: 'form',
  organs: ['bureau'],
  numbering: 'none',
  source: ownRule,
} as const;

/** Forms that stay in the file, the request to the government, and what units hand in. */
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
    ...numbered('监请'),
    audience: 'government',
    layout: 'letter',
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
    title: '整改报告登记表',
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
