import type { ApprovalChain, ChainLink, IssuingOrgan } from '../document/kind.ts';

const ownRule = '默认方案，待本单位按本地规定确认';

/** Organs under whose name documents are issued; a bureau writes its own names and 机关代字. */
export const defaultOrgans: readonly IssuingOrgan[] = [
  { id: 'bureau', name: '司法局', code: '司', source: ownRule },
  { id: 'government', name: '人民政府', code: '政', source: ownRule },
  { id: 'township_office', name: '司法所', code: '司所', source: ownRule },
];

const section: ChainLink = {
  id: 'section',
  name: '科室审核',
  role: 'section_head',
  deputies: ['approver'],
};
const legal: ChainLink = { id: 'legal', name: '法制审核', role: 'legal_reviewer', deputies: [] };
const vice: ChainLink = { id: 'vice', name: '分管领导审批', role: 'approver', deputies: [] };
const chief: ChainLink = { id: 'chief', name: '局长审批', role: 'approver', deputies: [] };

/** 科室 → 法制审核 → 分管 → 局长, and shorter ones for what weighs less. */
export const defaultChains: readonly ApprovalChain[] = [
  {
    id: 'full',
    name: '科室—法制—分管—局长',
    source: ownRule,
    links: [section, legal, vice, chief],
    signers: ['approver'],
  },
  {
    id: 'reviewed',
    name: '科室—法制—分管',
    source: ownRule,
    links: [section, legal, vice],
    signers: ['approver'],
  },
  {
    id: 'section',
    name: '科室',
    source: ownRule,
    links: [section],
    signers: ['section_head', 'approver'],
  },
  { id: 'own', name: '经办人签字', source: ownRule, links: [], signers: [], isOwnAct: true },
];
