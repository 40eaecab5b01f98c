import type { DocumentKind } from '../document/kind.ts';
import { answerWithin, heading, line, numbered, text, words } from './template-parts.ts';

/** 《问题处置标准》 of the pilot city. */
const pilot = '衢州市行政执法协调监督工作体系（2022-06-15）';

const leads = ['handler', 'section_head'] as const;
const onUnit = { audience: 'unit', organs: ['bureau'], draftedBy: leads } as const;

const contact = line('contact', '联系人及电话');
const closing = text('联系人及电话：{{contact}}。');

/** How heavy a problem is decides which of these puts it before the unit. */
export const problemDocumentKinds: readonly DocumentKind[] = [
  {
    ...onUnit,
    ...numbered('监函'),
    id: 'feedback_letter',
    layout: 'letter',
    name: '问题反馈函',
    source: pilot,
    title: '关于反馈行政执法监督发现问题的函',
    chain: 'reviewed',
    servesProblem: true,
    answer: answerWithin('rectification', 15),
    paragraphs: [
      text('我局在行政执法监督工作中了解到，你单位的行政执法工作涉及以下情况：{{paraphrase}}'),
      heading('一、发现的问题'),
      text('{{problems}}'),
      heading('二、整改建议'),
      text('{{demand}}'),
      text(
        '请你单位自收到本函之日起{{answerWithin}}内完成整改，并将整改情况书面反馈我局。对上述问题有异议的，可以在该期限内向我局提出书面意见并附有关材料。',
      ),
      closing,
      text('特此函告。'),
    ],
    fields: [words('demand', '整改建议'), contact],
  },
  {
    ...onUnit,
    ...numbered('监通'),
    id: 'supervision_notice',
    name: '行政执法监督通知书',
    source: pilot,
    title: '行政执法监督通知书',
    chain: 'full',
    servesProblem: true,
    answer: answerWithin('rectification', 15),
    paragraphs: [
      text('经查，你单位（系统、领域）的行政执法工作存在下列问题。有关情况为：{{paraphrase}}'),
      heading('一、查明的事实'),
      text('{{problems}}'),
      heading('二、认定的依据'),
      text('{{basis}}'),
      heading('三、整改要求'),
      text('{{demand}}'),
      text(
        '请你单位自收到本通知书之日起{{answerWithin}}内纠正上述问题，并将纠正结果书面报告我局。逾期不纠正或者纠正不到位的，我局将依照有关规定处理。',
      ),
      text(
        '你单位对本通知书有异议的，可以自收到之日起{{reviewWithin}}内向我局书面提出复核申请；复核期间不停止执行。',
      ),
      closing,
    ],
    fields: [words('basis', '认定的依据'), words('demand', '整改要求'), contact],
  },
  {
    ...onUnit,
    ...numbered('监建'),
    id: 'proposal',
    name: '行政执法监督建议书',
    source: '昆山市行政执法监督做法（公开材料）',
    title: '行政执法监督建议书',
    chain: 'reviewed',
    servesProblem: true,
    answer: answerWithin('response', 10),
    paragraphs: [
      text('我局在行政执法监督工作中了解到以下情况：{{paraphrase}}'),
      text('经核实，存在下列问题：'),
      text('{{problems}}'),
      text('依据：{{basis}}'),
      text('为维护公民、法人和其他组织的合法权益，规范行政执法行为，现建议：{{demand}}'),
      text(
        '请你单位自收到本建议书之日起{{answerWithin}}内研究，并书面告知我局是否采纳；采纳的，请一并告知撤销、变更等决定送达当事人的日期；不采纳的，请说明理由和依据。',
      ),
      closing,
    ],
    fields: [words('basis', '依据'), words('demand', '建议内容'), contact],
  },
  {
    audience: 'unit',
    organs: ['government'],
    draftedBy: leads,
    numbering: 'outside',
    id: 'supervision_decision',
    name: '行政执法监督决定书',
    source: pilot,
    title: '行政执法监督决定书',
    chain: 'full',
    servesProblem: true,
    answer: answerWithin('rectification', 15),
    paragraphs: [
      text('经查明，存在下列问题：'),
      text('{{problems}}'),
      text('依据{{basis}}，现决定：{{demand}}'),
      text('被监督单位应当自收到本决定书之日起{{answerWithin}}内履行，并报告履行情况。'),
    ],
    fields: [words('basis', '依据'), words('demand', '决定内容')],
  },
];
