import type { Draft } from './draft.ts';

/** Sealing, seizing, demolition and other compulsion. */
export const compulsion: readonly Draft[] = [
  {
    id: 'compulsion-seizure-procedure',
    question: '扣押我的东西要走什么程序？',
    similar: ['车被扣了没有手续', '查封扣押的程序', '三轮车被城管拖走', '扣东西没给清单'],
    answer:
      '要经负责人批准，由两名以上执法人员出示证件，通知您到场，告知理由、依据和权利，听取陈述申辩，制作现场笔录，并当场交给您决定书和清单。没有这些，可以投诉或者申请行政复议。',
    citations: ['《行政强制法》第十八条', '《行政强制法》第二十四条'],
  },
  {
    id: 'compulsion-seizure-length',
    question: '查封、扣押最长多久？',
    similar: ['扣押期限', '东西扣了很久不还', '查封多少天'],
    answer:
      '不得超过三十日；情况复杂的，经批准可以延长，但延长不超过三十日，并应当书面告知您理由；法律、行政法规另有规定的除外。检测、检验、鉴定的时间另算，要明确告诉您。',
    citations: ['《行政强制法》第二十五条'],
  },
  {
    id: 'compulsion-seizure-scope',
    question: '哪些东西不能查封、扣押？',
    similar: ['和案子无关的东西也扣了', '生活必需品能扣吗', '扣押范围'],
    answer:
      '与违法行为无关的场所、设施、财物不得查封扣押；个人及其所扶养家属的生活必需品也不得扣押。',
    citations: ['《行政强制法》第二十三条'],
  },
  {
    id: 'compulsion-storage-fee',
    question: '扣车的停车费、保管费要我出吗？',
    similar: ['扣押保管费谁出', '停车费拖车费', '取车要交保管费'],
    answer: '不要。因查封、扣押发生的保管费用由行政机关承担；保管不善造成损失的，应当赔偿。',
    citations: ['《行政强制法》第二十六条'],
  },
  {
    id: 'compulsion-return',
    question: '什么时候应当把扣的东西还给我？',
    similar: ['怎样拿回被扣的东西', '解除扣押的条件', '扣押到期不退还'],
    answer:
      '没有违法行为、东西与违法行为无关、已经处理完不再需要、期限届满等，应当及时解除查封扣押，立即退还。',
    citations: ['《行政强制法》第二十八条'],
  },
  {
    id: 'compulsion-demolition',
    question: '强制拆除违法建筑前要做什么？',
    similar: ['强拆合法吗', '房子被强拆', '强拆前要公告吗', '违建拆除程序'],
    answer:
      '应当公告，限期自行拆除；您在法定期限内不申请复议、不起诉又不拆除的，才可以依法强制拆除。正在强拆、有人身危险的，请先打 110。',
    citations: ['《行政强制法》第四十四条'],
  },
  {
    id: 'compulsion-night-utilities',
    question: '可以在夜间或者停水停电来强制执行吗？',
    similar: ['晚上来强制执行', '停水停电逼搬', '节假日强制执行合法吗'],
    answer:
      '一般不可以。除情况紧急外，不得在夜间或者法定节假日实施强制执行；也不得对居民生活停水、停电、停热、停气逼迫履行。',
    citations: ['《行政强制法》第四十三条'],
  },
  {
    id: 'compulsion-notice',
    question: '强制执行之前要先催告吗？',
    similar: ['催告书是什么', '没有催告就强制执行', '强制执行前的程序'],
    answer: '要。作出强制执行决定前，应当书面催告，写明期限、方式、金额和您的陈述申辩权。',
    citations: ['《行政强制法》第三十五条'],
  },
];
