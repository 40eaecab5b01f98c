import type { AskedOf } from './asked-of.ts';

/** Of enterprise specialists. */
export const goldenSpecialists: AskedOf = [
  ['specialist-random-inspection', '怎么看出这次抽查是不是真的摇号摇出来的'],
  ['specialist-on-site', '执法人员进厂的时候我陪着会员，应该盯住哪几样'],
  ['specialist-sampling', '样品被抽走了，会员单位要核对清单上的什么'],
  ['specialist-enforcement-records', '公示、记录、审核这三项对企业有什么用处'],
  ['specialist-soft-enforcement', '会员只是小毛病，可以请求先行政指导吗'],
  ['specialist-new-business', '做无人零售的会员说没有标准就被叫停了'],
  ['specialist-quota', '有会员说所里每月要完成罚款数，我怎么把线索报上来'],
  ['specialist-rule-comment', '商会想对正在起草的文件提意见，公示期至少多久'],
  ['specialist-unpublished-rule', '部门拿一份谁也没见过的通知来约束会员企业'],
  ['specialist-fair-competition', '采购文件写明只收本县企业，这种情况找谁举报'],
  ['specialist-late-payment', '会员投诉医院欠货款，正式受理后要多少天反馈'],
  ['specialist-remedy-choice', '给会员列一张不服处罚的时间清单，应该写哪几个日子'],
  ['bureau-specialist-report', '我是专员，帮会员报问题应当写清哪些内容'],
  ['bureau-specialist-term', '我下个月换岗，手里没结的反馈交给谁'],
  ['bureau-specialist-activities', '除了报问题，专员还能参与些什么活动'],
];

/** Of this bureau's own staff. */
export const goldenStaff: AskedOf = [
  ['staff-five-steps', '新来的承办人想知道一件工单从线索分析到办结怎么走'],
  ['staff-acceptance', '什么样的投诉应当出不予受理告知书'],
  ['staff-acting-unit', '委托给站所做的行为，责任机关填哪个'],
  ['staff-verification', '下去核实必须几个人，笔录和调卷用什么表'],
  ['staff-which-document', '查出来是全系统的共性毛病，该发哪种文书'],
  ['staff-approval', '文号是起草时给还是签发时给'],
  ['staff-withdrawal', '当事人突然说不投诉了，怀疑有人逼他，怎么办理'],
  ['staff-secrecy', '给单位的函里怎样写才不会让他们猜到是谁反映的'],
  ['staff-clock', '等法院判决的那段时间要不要计入办理期限'],
  ['staff-transfer', '核实时发现执法人员收钱，线索往哪里移'],
];
