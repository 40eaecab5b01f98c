import { defaultCampaignRules } from '../campaign/rules.ts';
import { defaultConsentRules } from '../consent/rules.ts';
import { defaultDeadlineRules } from '../deadline/rules.ts';
import { defaultHearing } from '../hearing/rules.ts';
import { defaultChains, defaultOrgans } from './default-chains.ts';
import { defaultDocumentKinds } from './default-documents.ts';
import { defaultLimits } from './default-limits.ts';
import type { ListItem } from './list-item.ts';
import type { Level, Measure, Profile } from './profile.ts';

const ownRule = '默认方案，待本单位按本地规定确认';
/** 《问题处置标准》 of the pilot city: three levels, three documents. */
const pilot = '衢州市行政执法协调监督工作体系（2022-06-15）';

function toItems(names: Readonly<Record<string, string>>, source: string): readonly ListItem[] {
  return Object.entries(names).map(([id, name]) => ({ id, name, source }));
}

const measures: readonly Measure[] = [
  ...toItems(
    {
      self_correction: '自行纠正',
      supplement: '补正',
      revoke: '撤销',
      change: '变更',
      declare_unlawful: '确认违法',
      perform: '限期履行',
      accountability: '追责',
    },
    ownRule,
  ),
  { id: 'refund', name: '退还', source: ownRule, hasAmount: true },
  { id: 'compensate', name: '赔偿', source: ownRule, hasAmount: true },
];

const levels: readonly Level[] = [
  { id: 'general', name: '一般性问题', source: pilot, documentKind: 'feedback_letter' },
  { id: 'common', name: '共性问题', source: pilot, documentKind: 'supervision_notice' },
  { id: 'major', name: '重大问题', source: pilot, documentKind: 'request_letter' },
];

/** What Duxin ships: lists after the public documents of the pilot cities, to be confirmed by each bureau. */
export const defaultProfile: Profile = {
  version: 1,
  name: '默认方案',
  problemTypes: toItems(
    {
      standing: '主体资格与持证',
      identification: '亮证告知',
      hearing: '听证回避',
      record: '全过程记录',
      legal_review: '法制审核',
      publicity: '公示',
      proportion: '过罚不当',
      repeated_inspection: '重复多头随意检查',
      arbitrary_charges: '乱收费乱罚款乱查封',
      auxiliary_staff: '辅助人员独立执法',
      outsourcing: '违法委托外包',
      inaction: '不作为',
      manner: '语言态度',
      needless_proof: '索要无谓证明',
    },
    ownRule,
  ),
  caseStages: toItems(
    {
      registration: '登记',
      approval: '审批',
      enforcement: '实施',
      handling: '处理',
      legal_review: '法制审核',
      publication: '公示',
      filing: '归档',
    },
    ownRule,
  ),
  measures,
  levels,
  areas: toItems(
    {
      market_regulation: '市场监管',
      city_management: '城市管理',
      transport: '交通运输',
      ecology: '生态环境',
      work_safety: '安全生产与应急',
      agriculture: '农业农村',
      culture_tourism: '文化旅游',
      natural_resources: '自然资源和规划',
      labour: '劳动和社会保障',
      health: '卫生健康',
      public_security: '公安',
      other: '其他',
    },
    ownRule,
  ),
  limits: defaultLimits,
  organs: defaultOrgans,
  documentKinds: defaultDocumentKinds,
  chains: defaultChains,
  deadlines: defaultDeadlineRules,
  hearing: defaultHearing,
  consent: defaultConsentRules,
  campaigns: defaultCampaignRules,
};
