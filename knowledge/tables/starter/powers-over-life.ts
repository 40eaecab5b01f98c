import { type Competence, government, labour, safety } from './competence.ts';

/** Order, homes, work, safety, transport, health, school, and the conduct of officials. */
export const powersOverLife: readonly Competence[] = [
  {
    area: '公安',
    unit: '公安机关；紧急时拨打 110',
    phone: '110',
    matters: [
      [
        'home-noise',
        '社会生活噪声',
        '广场舞扰民 邻居太吵 KTV噪音 半夜噪音 噪音扰民',
        '噪声污染防治法 8',
      ],
      ['traffic', '道路交通违法', '违章停车 酒驾 超速 闯红灯 电动车违章', '道路交通安全法 5'],
      ['id-card', '户口和身份证', '办身份证 户口迁移 上户口'],
      ['fraud', '诈骗、盗窃等治安和刑事案件', '被骗了 被偷 电信诈骗 被打'],
    ],
  },
  {
    area: '住房和城乡建设',
    unit: '住房和城乡建设部门',
    phone: government,
    matters: [
      ['construction-noise', '建筑施工噪声', '工地噪音 半夜施工 夜间施工', '噪声污染防治法 8'],
      ['property', '物业管理', '物业不作为 物业费 物业乱收费 业主委员会', '物业管理条例 5'],
      ['quality', '房屋建筑质量', '房子漏水 建筑质量 新房裂缝', '建设工程质量管理条例 4'],
    ],
  },
  {
    area: '劳动和社会保障',
    unit: '人力资源和社会保障部门（劳动保障监察）',
    phone: labour,
    matters: [
      ['wages', '拖欠工资', '欠薪 不发工资 农民工工资 老板不给工资', '劳动保障监察条例 3'],
      ['contract', '不签劳动合同', '没签合同 劳动合同', '劳动合同法 74'],
      ['insurance', '不缴社会保险', '不交社保 社保断缴 单位不给交社保', '社会保险法 7'],
      ['injury', '工伤认定', '工伤 上班受伤', '工伤保险条例 5'],
    ],
  },
  {
    area: '安全生产与应急',
    unit: '应急管理部门',
    phone: safety,
    matters: [['work-safety', '安全生产', '安全隐患 生产事故 违章作业', '安全生产法 10']],
  },
  {
    area: '安全生产与应急',
    unit: '消防救援机构；火警拨打 119',
    phone: government,
    matters: [['fire', '消防安全', '消防通道被占 堵塞消防通道 灭火器 消防检查', '消防法 4']],
  },
  {
    area: '交通运输',
    unit: '交通运输部门',
    phone: government,
    matters: [
      ['taxi', '出租车和网约车', '出租车拒载 网约车 黑车 出租车绕路'],
      ['freight', '货运超限', '货车超载 大货车超限'],
    ],
  },
  {
    area: '卫生健康',
    unit: '卫生健康部门',
    phone: government,
    matters: [['clinic', '医疗机构', '黑诊所 无证行医 医院乱收费 医美']],
  },
  {
    area: '教育',
    unit: '教育行政部门',
    phone: government,
    matters: [
      ['school', '学校和校外培训', '培训机构跑路 补习班 学校乱收费 校外培训', '民办教育促进法 8'],
    ],
  },
  {
    area: '监察',
    unit: '纪检监察机关',
    phone: '12388（纪检监察举报）',
    matters: [['corruption', '公职人员违纪违法', '贪污 受贿 干部违纪 吃拿卡要', '监察法 3']],
  },
  {
    area: '司法行政',
    unit: '司法行政部门（行政执法监督）',
    phone: '12348（公共法律服务）或者 12345',
    matters: [
      [
        'enforcement',
        '行政执法违法或者不当',
        '执法不公 乱罚款 执法人员不亮证 执法监督 投诉执法人员',
      ],
      ['legal-aid', '法律援助、公证、人民调解', '请不起律师 法律援助 公证 调解'],
    ],
  },
];
