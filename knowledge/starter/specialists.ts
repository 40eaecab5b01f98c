import type { Draft } from './draft.ts';

/** For enterprise specialists, who report for the members of a chamber or company. */
export const specialists: readonly Draft[] = [
  {
    id: 'specialist-random-inspection',
    audience: 'specialists',
    question: '会员企业的检查是不是「双随机」，专员怎样核对？',
    similar: [
      '双随机一公开怎么查',
      '怎样判断检查对象是随机抽取的',
      '抽查结果在哪里公开',
      '会员问为什么老抽到他家',
    ],
    answer:
      '市场监管领域的检查，除特殊行业、重点领域和举报等线索外，应当随机抽对象、随机派人、公开事项和结果。请会员留检查通知，到公示平台核对抽查批次；对不上的，写明日期和单位，用「企业反馈」报来。',
    citations: [
      {
        statute: '优化营商环境条例',
        article: '54',
        says: ['随机选派', '及时向社会公开', '全覆盖'],
      },
    ],
  },
  {
    id: 'specialist-on-site',
    audience: 'specialists',
    question: '检查人员到会员企业，专员应当提醒核对什么？',
    similar: [
      '入企检查要看哪些手续',
      '检查现场注意事项',
      '企业接受检查的流程',
      '专员陪同检查看什么',
    ],
    answer:
      '看证件和人数，问清检查依据和事项，要求如实做笔录，签字前核对并留存副本或者照片；不出示证件的有权拒绝，出示后应当如实回答、协助。涉及商业秘密的当场标明。有问题当天用「企业反馈」报来。',
    citations: [
      { statute: '行政处罚法', article: '55', says: ['出示执法证件', '笔录', '有权拒绝'] },
      { statute: '行政处罚法', article: '50', says: ['商业秘密'] },
      { statute: '行政处罚法', article: '42', says: ['执法人员'] },
    ],
  },
  {
    id: 'specialist-sampling',
    audience: 'specialists',
    question: '抽样取证、先行登记保存时企业要注意什么？',
    similar: [
      '抽样要留什么单据',
      '样品被拿走要手续吗',
      '登记保存清单怎么核对',
      '抽检抽走的货怎么记账',
    ],
    answer:
      '抽样和先行登记保存都要有依据；登记保存须经机关负责人批准，七个工作日内作出处理。请会员核对清单上的名称、数量、批号并拍照，保存期间不得销毁、转移。过期没有处理的，报我们跟进。',
    citations: [
      { statute: '行政处罚法', article: '56', says: ['抽样取证', '负责人批准', '七日内'] },
      { statute: '行政处罚法', article: '85', says: ['七日', '工作日'] },
    ],
  },
  {
    id: 'specialist-enforcement-records',
    audience: 'specialists',
    question: '执法「三项制度」是什么，企业可以怎样用？',
    similar: [
      '行政执法公示制度',
      '全过程记录制度企业怎么用',
      '重大执法决定法制审核',
      '三项制度包括哪些内容',
    ],
    answer:
      '指执法公示、全过程记录、重大执法决定法制审核。会员可以查公示的主体和依据，复议、诉讼时要求机关提交过程记录，对重大处罚问清是否经过法制审核。缺哪一项，请在反馈中分别写明。',
    citations: [
      {
        statute: '优化营商环境条例',
        article: '58',
        says: ['行政执法公示', '全过程记录', '法制审核'],
      },
    ],
  },
  {
    id: 'specialist-soft-enforcement',
    audience: 'specialists',
    question: '会员轻微违规，能先提醒、教育而不强制吗？',
    similar: [
      '柔性执法有什么依据',
      '企业小问题能不能先指导',
      '包容审慎监管',
      '非强制手段优先怎么理解',
    ],
    answer:
      '执法应当推广说服教育、劝导示范、行政指导；能达到目的的不得强制，情节轻微或者危害较小的可以不强制。处罚方面另看免罚轻罚的条件。请会员先整改留证，再书面说明；是否适用由机关判断。',
    citations: [
      { statute: '优化营商环境条例', article: '59', says: ['说服教育', '行政指导', '情节轻微'] },
      { statute: '行政处罚法', article: '33', says: ['及时改正'] },
    ],
  },
  {
    id: 'specialist-new-business',
    audience: 'specialists',
    question: '新业态企业没有明确规则，可以直接禁止吗？',
    similar: [
      '新产业新模式怎么监管',
      '包容审慎是不是不管',
      '没有标准就不让经营',
      '直播电商新模式被叫停',
    ],
    answer:
      '对新业态、新模式应当包容审慎，分类制定规则，留足空间，同时保证质量和安全，不能简单禁止，也不能不管。收到禁止通知的，请要求写明依据，把通知和经营说明一起报来。',
    citations: [
      { statute: '优化营商环境条例', article: '55', says: ['包容审慎', '简单化', '质量和安全'] },
    ],
  },
  {
    id: 'specialist-quota',
    audience: 'specialists',
    question: '发现执法单位有罚没指标、以罚代管，专员怎样反映？',
    similar: ['罚没收入挂钩怎么反映', '逐利执法线索', '执法有创收任务', '罚款任务摊到所里'],
    answer:
      '罚没收入不得与执法机关利益挂钩，也不得作为考核。请收集文件、截图、同期多家企业的罚单，隐去无关个人信息，用「企业反馈」报来；反映人默认保密。涉嫌职务违法的，同时可以向监察机关举报。',
    citations: [
      { statute: '优化营商环境条例', article: '59', says: ['罚没收入', '利益挂钩'] },
      { statute: '行政处罚法', article: '74', says: ['考核'] },
      { statute: '监察法', article: '38', says: ['报案或者举报'] },
    ],
  },
  {
    id: 'specialist-rule-comment',
    audience: 'specialists',
    question: '出台影响企业的文件，商会可以提意见吗？',
    similar: [
      '规范性文件征求意见',
      '涉企政策公开征求意见多少天',
      '商会怎么参与制定政策',
      '新政策没听企业意见',
    ],
    answer:
      '制定与经营密切相关的法规、规章、文件，应当充分听取企业和协会商会意见；除需要保密的外公开征求意见，一般不少于三十日，并反馈采纳情况。请商会在期限内书面提出，留好提交凭证。',
    citations: [
      { statute: '优化营商环境条例', article: '62', says: ['充分听取', '30日', '采纳情况'] },
    ],
  },
  {
    id: 'specialist-unpublished-rule',
    audience: 'specialists',
    question: '用没有公布的文件管企业，怎样处理？',
    similar: [
      '内部文件增加企业义务',
      '文件减损企业权益',
      '依据未公布的通知处理企业',
      '发个群通知就要企业照办',
    ],
    answer:
      '没有上位依据，规范性文件不得减损企业权益、增加义务；涉及企业权利义务的文件应当公布，没有公布的不得作为管理依据。请报来文件或者截图，并注明发文单位；对具体决定可以申请复议并一并要求审查文件。',
    citations: [
      { statute: '优化营商环境条例', article: '64', says: ['减损', '未经公布'] },
      { statute: '行政复议法', article: '13', says: ['附带审查'] },
    ],
  },
  {
    id: 'specialist-fair-competition',
    audience: 'specialists',
    question: '地方政策排斥外地企业、指定经营者，向谁举报？',
    similar: [
      '公平竞争审查举报',
      '限定只能买本地产品',
      '政策偏向某一家企业',
      '招商文件歧视外地公司',
    ],
    answer:
      '政策措施不得限制、变相限制市场准入和商品、要素流动。违反公平竞争审查规定的，谁都可以向市场监督管理部门举报，它应当及时处理或者转送。请附文件原文，写明影响了哪些企业。',
    citations: [
      { statute: '公平竞争审查条例', article: '22', says: ['市场监督管理部门', '及时处理'] },
      { statute: '公平竞争审查条例', article: '8', says: ['市场准入'] },
      { statute: '公平竞争审查条例', article: '9', says: ['要素自由流动'] },
    ],
  },
];
