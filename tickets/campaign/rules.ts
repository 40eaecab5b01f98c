import type { ListItem } from '../profile/list-item.ts';

/** 专项监督: one question put to many. 重点领域监督: one area looked at as a whole. */
export const campaignKinds = ['special', 'key_area'] as const;
export type CampaignKind = (typeof campaignKinds)[number];

/** What must be there before a step is left. */
export const campaignNeeds = ['plan', 'tickets', 'report'] as const;
export type CampaignNeed = (typeof campaignNeeds)[number];

/** `matters`: the step in which each ticket goes its own way; the others lie before or after it. */
export const campaignParts = ['before', 'matters', 'after'] as const;
export type CampaignPart = (typeof campaignParts)[number];

export type CampaignStage = ListItem & {
  readonly part: CampaignPart;
  readonly needs?: readonly CampaignNeed[];
};

/** How campaigns of a kind run, as profile data: the stages in their order, each with its source. */
export type CampaignRules = {
  readonly kind: CampaignKind;
  readonly stages: readonly CampaignStage[];
};

const ownRule = '默认方案，待本单位按本地规定确认';
const quzhou = '衢州市行政执法协调监督工作体系（2022-06-15）';
const wuhu = '芜湖市“智慧督”行政执法监督平台';
const kunshan = '昆山市“345全流程”执法监督工作模式';

const matters: CampaignStage = {
  id: 'matters',
  name: '问题监督与整改（五步走）',
  source: quzhou,
  part: 'matters',
  needs: ['tickets'],
};

/** What Duxin ships, to be confirmed by each bureau: what the pilot cities tell of, in an order of our own. */
export const defaultCampaignRules: readonly CampaignRules[] = [
  {
    kind: 'special',
    stages: [
      { id: 'project', name: '专项立项', source: ownRule, part: 'before' },
      { id: 'plan', name: '制定方案', source: ownRule, part: 'before', needs: ['plan'] },
      { id: 'self_check', name: '单位自查自纠', source: wuhu, part: 'before' },
      { id: 'spot_check', name: '抽查检查', source: ownRule, part: 'before' },
      matters,
      { id: 'summary', name: '专项总结', source: ownRule, part: 'after', needs: ['report'] },
      { id: 'circular', name: '通报结果', source: kunshan, part: 'after' },
    ],
  },
  {
    kind: 'key_area',
    stages: [
      { id: 'key_list', name: '确定重点清单', source: quzhou, part: 'before', needs: ['plan'] },
      { id: 'screening', name: '风险筛查', source: wuhu, part: 'before' },
      { id: 'patrol', name: '法治巡察', source: quzhou, part: 'before' },
      matters,
      { id: 'look_back', name: '整改回头看', source: ownRule, part: 'after' },
      { id: 'rules', name: '建章立制', source: ownRule, part: 'after', needs: ['report'] },
    ],
  },
];

/** The stages that count: those that were not retired. */
export function listStages({ stages }: CampaignRules): readonly CampaignStage[] {
  return stages.filter(({ isRetired }) => isRetired !== true);
}

/** The rules of a kind in a list of them; what a profile does not have is as shipped. */
export function findCampaignRules(
  rules: readonly CampaignRules[] | undefined,
  kind: CampaignKind,
): CampaignRules {
  const found = [...(rules ?? []), ...defaultCampaignRules].find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no rules for ${kind}`);
  return found;
}
