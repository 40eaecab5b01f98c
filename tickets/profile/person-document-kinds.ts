import type { DocumentKind } from '../document/kind.ts';
import { heading, line, numbered, ownRule, text, words } from './template-parts.ts';

const toPerson = {
  audience: 'person',
  organs: ['bureau', 'township_office'],
  source: ownRule,
  addressedTo: '投诉举报人（工单编号：{{ticketNumber}}）',
} as const;
const desk = ['intake_clerk', 'duty_officer', 'handler', 'section_head'] as const;
const leads = ['handler', 'section_head'] as const;

const contact = line('contact', '联系人及电话');
const closing = text('联系人及电话：{{contact}}。');
const remedy =
  '对行政机关作出的行政行为不服的，可以依法申请行政复议或者提起行政诉讼；除法律另有规定外，申请行政复议的期限一般为自知道该行为之日起六十日，提起行政诉讼的期限一般为自知道或者应当知道该行为之日起六个月。向我局反映情况，不影响上述期限的计算。';

/** The columns of 办理结果告知书: one line for each point that the person made. */
export const pointColumns = ['反映的问题', '查明的情况', '认定的证据', '依据', '处理结果'] as const;

/** What the person is told in writing. */
export const personDocumentKinds: readonly DocumentKind[] = [
  {
    ...toPerson,
    ...numbered('监受'),
    id: 'acceptance_notice',
    name: '受理告知书',
    title: '行政执法监督事项受理告知书',
    chain: 'section',
    draftedBy: desk,
    paragraphs: [
      text('您于{{filedOn}}向我局反映的行政执法方面的问题，我局已收到。'),
      text('经审查，该事项属于我局行政执法监督职责范围，现予受理。'),
      text('我局将依法调查核实，并于{{dueOn}}前将办理结果告知您；情况复杂需要延长的，将另行告知。'),
      text('我局对您的个人信息和您反映的内容依法保密。办理期间您有新的材料，可以随时补充。'),
      text(remedy),
      closing,
    ],
    fields: [line('dueOn', '办结日期'), contact],
  },
  {
    ...toPerson,
    ...numbered('监补'),
    id: 'supplement_notice',
    name: '补正通知书',
    title: '行政执法监督事项补正通知书',
    chain: 'section',
    draftedBy: desk,
    paragraphs: [
      text('您于{{filedOn}}向我局反映的行政执法方面的问题，我局已收到。'),
      text('为便于查清事实，请您在{{until}}前补充下列内容或者材料：'),
      text('{{needed}}'),
      text(
        '您可以在原渠道直接回复，也可以邮寄或者当面提交。补充有困难的，请告诉我们，我们将就现有材料办理。',
      ),
      closing,
    ],
    fields: [
      { name: 'until', label: '补正期限', isNeeded: true, input: 'day' },
      words('needed', '需要补正的内容'),
      contact,
    ],
  },
  {
    ...toPerson,
    ...numbered('监不受'),
    organs: ['bureau'],
    id: 'refusal_notice',
    name: '不予受理告知书',
    title: '行政执法监督事项不予受理告知书',
    chain: 'reviewed',
    draftedBy: desk,
    paragraphs: [
      text('您于{{filedOn}}向我局反映的问题，我局已收到。'),
      text('经审查，{{reason}}。依据{{basis}}，我局决定不予受理。'),
      heading('您可以通过下列途径解决'),
      text('{{elsewhere}}'),
      text(remedy),
      closing,
    ],
    fields: [
      words('reason', '不予受理的理由'),
      words('basis', '依据'),
      words('elsewhere', '其他途径（行政复议、行政诉讼、12345、纪检监察等）'),
      contact,
    ],
  },
  {
    ...toPerson,
    ...numbered('监延'),
    organs: ['bureau'],
    id: 'extension_notice',
    name: '延期告知书',
    title: '行政执法监督事项延期办理告知书',
    chain: 'section',
    draftedBy: leads,
    paragraphs: [
      text('您于{{filedOn}}向我局反映的行政执法方面的问题，我局正在办理。'),
      text('因{{reason}}，经批准，办理期限延长至{{dueOn}}。我局将在该日期前将办理结果告知您。'),
      closing,
    ],
    fields: [words('reason', '延期的原因'), line('dueOn', '延长后的办结日期'), contact],
  },
  {
    ...toPerson,
    ...numbered('监告'),
    organs: ['bureau'],
    id: 'result_notice',
    name: '办理结果告知书',
    title: '行政执法监督事项办理结果告知书',
    chain: 'reviewed',
    draftedBy: leads,
    hasPoints: true,
    paragraphs: [
      text(
        '您于{{filedOn}}向我局反映的行政执法方面的问题，我局已办理完毕。现就您反映的每一项问题告知如下：',
      ),
      { kind: 'table', columns: pointColumns, rows: [] },
      text('{{summary}}'),
      text(remedy),
      text('您对办理工作有意见或者发现整改不到位的，可以在原渠道回复，我们将继续跟进。'),
      closing,
    ],
    fields: [words('summary', '总的结论'), contact],
  },
];
