import type { Draft } from './draft.ts';

/** How this bureau works. Places differ: what is blank or a default is for the bureau to confirm. */
export const bureau: readonly Draft[] = [
  {
    id: 'bureau-what',
    question: '行政执法监督管什么？',
    similar: ['你们能管什么', '可以投诉什么', '这里受理哪些投诉', '什么事可以找你们'],
    answer:
      '管执法机关和执法人员的执法行为：不亮证、不告知、乱收费乱罚款乱查封、处罚过重、重复检查、不作为、态度粗暴等。商家违法先找主管部门；部门不管，再告诉我们。',
    citations: ['《行政处罚法》第七十五条'],
  },
  {
    id: 'bureau-how-long',
    question: '投诉以后多久有结果？',
    similar: ['投诉几天受理', '办理期限', '投诉要等多久', '多长时间答复我'],
    answer:
      '提交后先审查是否受理，受理后调查处理。每一步的时限都会随消息告诉您，也可以回复「进度」查看。本单位的受理和办理期限：【待填】。',
    citations: [],
  },
  {
    id: 'bureau-secret',
    question: '投诉会不会泄露我的身份？',
    similar: ['投诉保密吗', '单位会知道是我投诉的吗', '怕被报复', '可以匿名投诉吗'],
    answer:
      '默认保密：只有我们知道，绝不告诉被反映的单位。您也可以选择匿名或者公开，随时可以改得更严。受到威胁或者报复，请回复「报复」；有危险马上打 110。',
    citations: [],
  },
  {
    id: 'bureau-after-review',
    question: '已经复议或者起诉了，还能投诉吗？',
    similar: ['法院判了还能投诉吗', '正在复议能投诉吗', '投诉和复议能同时进行吗'],
    answer:
      '可以告诉我们，但投诉不代替复议和诉讼，也不延长它们的期限。正在复议、诉讼或者已有终局结论的，由那里处理；执法作风、程序等其他问题我们仍会看。',
    citations: [],
  },
  {
    id: 'bureau-evidence',
    question: '投诉要提供什么材料？',
    similar: ['没有证据能投诉吗', '投诉需要哪些证据', '需要准备什么材料'],
    answer:
      '说清楚什么单位、什么时候、在哪里、做了什么就可以。有决定书、票据、照片、录音录像更好，直接发来即可；没有也可以先投诉。',
    citations: [],
  },
  {
    id: 'bureau-refused',
    question: '投诉不予受理怎么办？',
    similar: ['为什么不受理我的投诉', '不受理还能找谁'],
    answer:
      '会告诉您理由和可以找的机关，例如行政复议、行政诉讼、12345、纪检监察（12388）。对理由有疑问，请回复「转人工」。',
    citations: [],
  },
  {
    id: 'bureau-where',
    question: '你们的地址、电话和上班时间是什么？',
    similar: ['怎么联系你们', '可以到现场反映吗', '办公地点在哪里', '上班时间'],
    answer:
      '地址：【待填】。电话：【待填】。上班时间：【待填】。在这里随时可以留言，工作人员上班后处理。',
    citations: [],
  },
  {
    id: 'bureau-business',
    question: '商家欺诈、食品有问题找谁投诉？',
    similar: ['买到假货怎么投诉', '消费纠纷找谁', '餐馆不卫生举报'],
    answer:
      '先找市场监管部门：拨打 12315 或者 12345。本地市场监管部门电话：【待填】。他们该管不管、拖着不办，再告诉我们，那就是不作为的问题。',
    citations: [],
  },
];
