import type {
  CertificateColumn,
  Level,
  PowerColumn,
  RemitColumn,
  SupervisingBody,
  UnitColumn,
  UnitKind,
  UnitWords,
} from '../../people/index.ts';

/** Headings and words as a sheet of a bureau has them. */
export const unitHeadings: Readonly<Record<UnitColumn, string>> = {
  name: '名称',
  aliases: '简称',
  kind: '类别',
  level: '层级',
  parent: '上级单位',
  organ: '责任机关',
  town: '所在乡镇',
  guide: '上级主管部门',
  areas: '领域',
  supervises: '监督职责',
  state: '状态',
};
const kinds: Readonly<Record<UnitKind, string>> = {
  government: '政府',
  department: '部门',
  station: '派驻机构',
  town: '乡镇街道',
  entrusted: '受委托组织',
  empowered: '赋权机构',
  vertical: '垂直管理机关',
};
const levelNames: Readonly<Record<Level, string>> = {
  city: '市级',
  county: '县级',
  township: '乡镇',
};
export const bodyNames: Readonly<Record<SupervisingBody, string>> = {
  guidance_office: '综合行政执法指导办公室',
  bureau: '司法行政机关',
  judicial_office: '司法所',
};
export const unitWords: UnitWords = {
  kind: (kind) => kinds[kind],
  level: (level) => levelNames[level],
  body: (body) => bodyNames[body],
  state: (state) => ({ active: '在用', retired: '停用' })[state],
  areas: new Map([
    ['city_management', '城市管理'],
    ['market_regulation', '市场监管'],
  ]),
};
export const powerHeadings: Readonly<Record<PowerColumn, string>> = {
  unit: '单位',
  matter: '执法事项',
  article: '依据',
  basis: '权限来源',
  organ: '委托机关',
};
export const remitHeadings: Readonly<Record<RemitColumn, string>> = {
  body: '监督主体',
  kind: '性质',
  matter: '事项',
  source: '依据',
};
export const certificateHeadings: Readonly<Record<CertificateColumn, string>> = {
  number: '执法证号',
  unit: '单位',
  validUntil: '有效期至',
};
