import { toStarterRows } from './build-row.ts';

/** What holds everywhere by the Law on Administrative Penalty; the lists of each place are imported. */
export const leniency = toStarterRows('leniency', '行政处罚', [
  {
    id: 'minor-corrected',
    also: ['能免罚吗', '轻微违法', '违法行为轻微', '情节轻微', '小问题已经改了', '没有造成后果'],
    citation: '行政处罚法 33',
    facts: {
      conduct: '违法行为轻微并及时改正，没有造成危害后果',
      outcome: '不予处罚',
      conditions: '违法行为轻微\n及时改正\n没有造成危害后果',
    },
  },
  {
    id: 'first-time',
    also: ['首违不罚', '首违不罚吗', '第一次违法', '初次违法', '首次违法', '头一回违反'],
    citation: '行政处罚法 33',
    facts: {
      conduct: '初次违法且危害后果轻微并及时改正',
      outcome: '可以不予处罚',
      conditions: '初次违法\n危害后果轻微\n及时改正',
    },
  },
  {
    id: 'no-fault',
    also: ['不是故意的', '没有过错', '不知情', '没有主观过错'],
    citation: '行政处罚法 33',
    facts: {
      conduct: '当事人没有主观过错',
      outcome: '不予处罚',
      conditions: '当事人有证据足以证明没有主观过错\n法律、行政法规另有规定的，从其规定',
    },
  },
  {
    id: 'under-fourteen',
    also: ['小孩违法', '十四岁以下', '不满十四岁', '未成年人违法'],
    citation: '行政处罚法 30',
    facts: {
      conduct: '不满十四周岁的未成年人有违法行为',
      outcome: '不予处罚',
      conditions: '不满十四周岁\n责令监护人加以管教',
    },
  },
  {
    id: 'under-eighteen',
    also: ['十四到十八岁', '未满十八岁', '十六岁违法'],
    citation: '行政处罚法 30',
    facts: {
      conduct: '已满十四周岁不满十八周岁的未成年人有违法行为',
      outcome: '应当从轻或者减轻处罚',
      conditions: '已满十四周岁不满十八周岁',
    },
  },
  {
    id: 'disabled-mind',
    also: ['精神病人违法', '智力残疾人违法'],
    citation: '行政处罚法 31',
    facts: {
      conduct: '精神病人、智力残疾人在不能辨认或者不能控制自己行为时有违法行为',
      outcome: '不予处罚',
      conditions: '不能辨认或者不能控制自己的行为\n责令监护人严加看管和治疗',
    },
  },
  {
    id: 'mitigating',
    also: [
      '主动消除危害后果',
      '主动减轻危害',
      '受人胁迫',
      '被人诱骗',
      '主动交代',
      '主动供述',
      '立功',
      '配合查处',
    ],
    citation: '行政处罚法 32',
    facts: {
      conduct: '主动消除或者减轻危害后果、受胁迫诱骗、主动供述、立功',
      outcome: '应当从轻或者减轻处罚',
      conditions:
        '有下列情形之一：\n主动消除或者减轻违法行为危害后果\n受他人胁迫或者诱骗\n主动供述行政机关尚未掌握的违法行为\n配合行政机关查处违法行为有立功表现\n法律、法规、规章规定的其他情形',
    },
  },
  {
    id: 'two-years',
    also: ['两年前的事', '过了两年', '以前的违法', '多年前的违法行为', '追究时效'],
    citation: '行政处罚法 36',
    facts: {
      conduct: '违法行为在二年内未被发现',
      outcome: '不再给予处罚',
      conditions:
        '从违法行为发生之日起计算；有连续或者继续状态的，从终了之日起计算\n涉及公民生命健康安全、金融安全且有危害后果的，期限是五年\n法律另有规定的除外',
    },
  },
]);

export const noCompulsion = toStarterRows('no_compulsion', '行政强制', [
  {
    id: 'minor',
    also: ['情节显著轻微', '没有明显社会危害', '轻微违法', '能不扣吗', '查封扣押'],
    citation: '行政强制法 16',
    facts: {
      conduct: '违法行为情节显著轻微或者没有明显社会危害',
      measure: '可以不采取行政强制措施（查封、扣押等）',
      conditions: '情节显著轻微，或者没有明显社会危害',
    },
  },
  {
    id: 'other-means',
    also: ['非强制手段', '不强制也能达到目的'],
    citation: '行政强制法 5',
    facts: {
      conduct: '采用非强制手段可以达到行政管理目的',
      measure: '不得实施行政强制',
      conditions: '非强制手段可以达到行政管理目的',
    },
  },
]);
