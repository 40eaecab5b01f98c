import type { Draft } from './draft.ts';

/** For enterprise specialists: helping members in time, and the office of a specialist itself. */
export const specialistWork: readonly Draft[] = [
  {
    id: 'specialist-late-payment',
    audience: 'specialists',
    question: '会员投诉拖欠款项，处理部门多久要答复？',
    similar: [
      '中小企业欠款投诉时限',
      '拖欠账款投诉平台多久有结果',
      '逾期利息怎么算',
      '欠款投诉怕被报复',
    ],
    answer:
      '受理部门自正式受理起十个工作日内转交，处理部门自收到材料起三十日内书面反馈结果，复杂的经批准最长九十日。没有约定利率的，逾期利息按每日万分之五。不得对投诉企业恐吓、报复。请协助会员备齐合同、验收单、对账单。',
    citations: [
      {
        statute: '保障中小企业款项支付条例',
        article: '25',
        says: ['10个工作日', '30日内', '90日'],
      },
      { statute: '保障中小企业款项支付条例', article: '17', says: ['万分之五'] },
      { statute: '保障中小企业款项支付条例', article: '20', says: ['打击报复'] },
    ],
  },
  {
    id: 'specialist-remedy-choice',
    audience: 'specialists',
    question: '会员收到处罚决定，专员怎样提醒救济期限？',
    similar: [
      '帮企业算复议期限',
      '专员能替企业申请复议吗',
      '企业不服处罚的时间表',
      '会员拿到罚单先做哪几步',
    ],
    answer:
      '提醒会员：记下收到日期；十五日内缴款；六十日内可以申请复议；直接起诉一般六个月内；当场处罚要先复议。代办需要授权委托书。专员反馈不停止这些期限，也不代替企业作决定。',
    citations: [
      { statute: '行政处罚法', article: '67', says: ['十五日内'] },
      { statute: '行政复议法', article: '20', says: ['六十日内'] },
      { statute: '行政诉讼法', article: '46', says: ['六个月内'] },
      { statute: '行政复议法', article: '23', says: ['当场作出'] },
    ],
  },
  {
    id: 'bureau-specialist-report',
    audience: 'specialists',
    question: '专员怎样替会员提交企业反馈？',
    similar: [
      '企业反馈怎么填',
      '专员提交问题要写什么',
      '替会员单位反映要授权吗',
      '反馈里要不要写企业名字',
    ],
    answer:
      '回复「企业反馈」，写清哪个单位、何时何地、做了什么、文书种类和文号、会员希望怎样解决。替会员反映的，专员和企业分开登记；企业可以选择公开、保密或者匿名。提交后凭工单编号和查询码看进度。',
    citations: [],
  },
  {
    id: 'bureau-specialist-term',
    audience: 'specialists',
    question: '专员任期到了，没有办完的反馈怎么办？',
    similar: ['换专员以后工单谁跟', '专员离职交接', '专员任期多长', '不当专员了之前报的事还管吗'],
    answer:
      '专员由本单位邀请登记，绑定商会或者企业，有任期和接任人；任期结束时，没有办完的反馈由接任人继承，办理和期限不受影响。请在离任前联系本单位登记接任人。本地任期：【待填】。',
    citations: [],
  },
  {
    id: 'bureau-specialist-activities',
    audience: 'specialists',
    question: '专员可以参加哪些监督活动？',
    similar: ['专员能参加座谈吗', '专员参加听证调研', '涉企监督专员有什么职责', '当专员平时要做啥'],
    answer:
      '可以替会员反映问题，参加本单位组织的问卷、座谈、听证和调研，协助核对整改是否落实。专员不是执法人员，不替代办案，也不对个案下结论；知道的企业秘密和反映人身份要保密。',
    citations: [],
  },
];
