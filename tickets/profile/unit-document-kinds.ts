import type { DocumentKind } from '../document/kind.ts';
import { answerWithin, day, form, line, numbered, ownRule, text, words } from './template-parts.ts';

/** 《问题处置标准》 of the pilot city. */
const pilot = '衢州市行政执法协调监督工作体系（2022-06-15）';

const leads = ['handler', 'section_head'] as const;
const onUnit = { audience: 'unit', organs: ['bureau'], draftedBy: leads } as const;

const contact = line('contact', '联系人及电话');
const closing = text('联系人及电话：{{contact}}。');

/** What goes to units beside a problem's own document: files asked for, urging, talks, clues passed on, receipts. */
export const unitDocumentKinds: readonly DocumentKind[] = [
  {
    ...onUnit,
    ...numbered('监调'),
    organs: ['bureau', 'township_office'],
    id: 'case_file_notice',
    name: '调取案卷通知书',
    source: ownRule,
    title: '调取行政执法案卷通知书',
    chain: 'section',
    answer: answerWithin('response', 5),
    paragraphs: [
      text('因行政执法监督工作需要，现调取你单位下列行政执法案卷（材料）：'),
      text('{{files}}'),
      text(
        '请你单位自收到本通知书之日起{{answerWithin}}内，将上述案卷（材料）的全部内容连同目录提交我局。提供复印件的，应当注明与原件核对无误并加盖印章。案卷用毕即予退还。',
      ),
      closing,
    ],
    fields: [words('files', '调取的案卷或材料'), contact],
  },
  {
    ...onUnit,
    ...numbered('督'),
    id: 'urging_letter',
    name: '督办单',
    source: ownRule,
    title: '行政执法监督督办单',
    chain: 'section',
    answer: answerWithin('response', 5),
    paragraphs: [
      text(
        '我局于{{servedOn}}向你单位送达的{{document}}，办理期限已于{{dueOn}}届满，至今未收到办理结果。',
      ),
      text('督办要求：{{demand}}'),
      text('请你单位自收到本督办单之日起{{answerWithin}}内办结并书面报告结果，同时说明逾期原因。'),
      closing,
    ],
    fields: [
      line('document', '被督办的文书及文号'),
      day('servedOn', '送达日期'),
      day('dueOn', '期限届满日期'),
      words('demand', '督办要求'),
      contact,
    ],
  },
  {
    ...onUnit,
    ...numbered('约'),
    id: 'talk_notice',
    name: '约谈通知书',
    source: pilot,
    title: '行政执法监督约谈通知书',
    chain: 'full',
    paragraphs: [
      text('因你单位行政执法工作存在下列问题，我局决定对你单位进行约谈：'),
      text('{{problems}}'),
      text('约谈时间：{{talkAt}}'),
      text('约谈地点：{{talkPlace}}'),
      text('参加人员：{{talkWith}}'),
      text('请你单位准备书面材料，说明上述问题的原因、已采取的措施和整改计划，准时参加。'),
      closing,
    ],
    fields: [
      line('talkAt', '约谈时间'),
      line('talkPlace', '约谈地点'),
      line('talkWith', '参加人员'),
      contact,
    ],
  },
  {
    ...onUnit,
    ...numbered('移'),
    id: 'transfer_letter',
    layout: 'letter',
    name: '线索移送函',
    source: ownRule,
    title: '关于移送有关问题线索的函',
    chain: 'full',
    answer: answerWithin('response', 30),
    paragraphs: [
      text('我局在行政执法监督工作中发现下列线索，依照职责分工应由你单位处理，现予移送：'),
      text('{{clue}}'),
      text('移送依据：{{basis}}'),
      text('移送材料：{{materials}}'),
      text('请你单位依法处理，并自收到本函之日起{{answerWithin}}内将处理情况函告我局。'),
      closing,
    ],
    fields: [
      words('clue', '线索内容'),
      words('basis', '移送依据'),
      words('materials', '移送材料'),
      contact,
    ],
  },
  {
    ...onUnit,
    numbering: 'none',
    organs: ['bureau', 'township_office'],
    id: 'service_receipt',
    layout: 'form',
    name: '送达回证',
    source: ownRule,
    title: '送达回证',
    chain: 'own',
    paragraphs: [
      form(
        ['送达文书名称及文号', '{{document}}'],
        ['受送达单位', '{{units}}'],
        ['送达地点', '{{place}}'],
        ['送达方式', '{{way}}'],
        ['收到日期、收件人盖章或者签名', ''],
        ['代收人与受送达单位的关系', ''],
        ['拒收事由和日期、见证人签名', ''],
        ['送达人签名', '{{servedBy}}'],
        ['备注', ''],
      ),
    ],
    fields: [
      line('document', '送达文书名称及文号'),
      line('place', '送达地点'),
      line('way', '送达方式'),
      line('servedBy', '送达人'),
    ],
  },
];
