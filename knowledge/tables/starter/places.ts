import { toStarterRows } from './build-row.ts';

/** Where people go differs from place to place: all of it is for the bureau to fill in. */
export const places = toStarterRows('places', '本单位办理', [
  {
    id: 'bureau',
    also: [
      '司法局',
      '你们',
      '你们单位',
      '本单位',
      '行政执法监督科',
      '执法监督',
      '你们局',
      '地址',
      '电话',
      '上班时间',
      '办公时间',
      '办公地点',
      '几点上班',
      '在哪里',
    ],
    citation: '',
    facts: { place: '司法局（行政执法监督）' },
  },
  {
    id: 'review',
    also: ['行政复议', '行政复议办公室', '申请复议', '复议机构', '复议'],
    citation: '',
    facts: { place: '行政复议受理窗口' },
  },
  {
    id: 'legal-service',
    also: ['公共法律服务', '法律援助', '法律援助中心', '公共法律服务中心'],
    citation: '',
    facts: { place: '公共法律服务中心', phone: '12348' },
  },
  {
    id: 'mediation',
    also: ['行政争议调处', '调处中心', '行政争议调处中心', '调解'],
    citation: '',
    facts: { place: '行政争议调处中心' },
  },
]);
