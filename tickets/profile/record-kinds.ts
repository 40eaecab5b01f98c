import type { DocumentField, DocumentKind } from '../document/kind.ts';
import { form, heading, line, ownRule, text, words } from './template-parts.ts';

const leads = ['handler', 'section_head'] as const;
const onSpot = ['handler', 'section_head', 'township_liaison'] as const;
const inside = {
  audience: 'inside',
  layout: 'form',
  organs: ['bureau'],
  numbering: 'none',
  source: ownRule,
} as const;

/** Two officers, each with the number of the 行政执法监督证. */
const officers: readonly DocumentField[] = [
  {
    name: 'officers',
    label: '承办人（两人以上）及行政执法监督证号',
    isNeeded: true,
    input: 'officers',
  },
  line('startedAt', '开始时间'),
  line('endedAt', '结束时间'),
  line('place', '地点'),
];

const officerRows = [
  ['时间', '{{startedAt}} 至 {{endedAt}}'],
  ['地点', '{{place}}'],
  ['承办人及行政执法监督证号', '{{officers}}'],
] as const;

/** Records of the bureau's own acts, signed by who was there. */
export const recordKinds: readonly DocumentKind[] = [
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
      text('被询问人（签名）：'),
      text('承办人（签名）：'),
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
      text('被检查单位在场人员（签名）：'),
      text('承办人（签名）：'),
    ],
    fields: [...officers, line('present', '在场人员'), words('record', '检查情况')],
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
];
