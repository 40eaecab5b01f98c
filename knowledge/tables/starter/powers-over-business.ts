import { type Competence, environment, government, market } from './competence.ts';

/** Trade, towns, land, environment, tax. */
export const powersOverBusiness: readonly Competence[] = [
  {
    area: '市场监管',
    unit: '市场监督管理部门',
    phone: market,
    matters: [
      ['food', '食品安全', '食品过期 饭店不卫生 食品变质 外卖不干净 餐馆卫生'],
      ['product', '产品质量', '假冒伪劣 质量不合格 买到假货 伪劣产品', '产品质量法 8'],
      ['price', '价格违法', '乱涨价 不明码标价 价格欺诈 哄抬物价', '价格法 5'],
      ['advert', '虚假广告', '广告骗人 虚假宣传 广告违法', '广告法 6'],
      [
        'register',
        '营业执照登记',
        '办营业执照 注册公司 注销公司 个体户登记',
        '市场主体登记管理条例 5',
      ],
      ['unlicensed', '无照经营', '没有营业执照 无证经营 无证无照经营', '无证无照经营查处办法 6'],
      ['lift', '电梯等特种设备', '电梯故障 电梯坏了 电梯年检 锅炉 压力容器', '特种设备安全法 5'],
      ['consumer', '消费纠纷', '退货 商家不退款 消费欺诈 预付卡跑路 健身房跑路'],
      ['drug', '药品经营', '假药 药店违规 药品质量', '药品管理法 8'],
    ],
  },
  {
    area: '城市管理',
    unit: '城市管理部门',
    phone: government,
    matters: [
      ['stall', '占道经营', '摆摊 路边摊 流动摊贩 占用人行道摆摊', '城市市容和环境卫生管理条例 4'],
      [
        'litter',
        '市容环境卫生',
        '乱扔垃圾 垃圾没人清 乱贴小广告 乱堆乱放',
        '城市市容和环境卫生管理条例 4',
      ],
      ['signboard', '户外广告和招牌', '门头招牌 广告牌'],
      ['fumes', '餐饮油烟', '饭店油烟 油烟扰民 烧烤油烟', '大气污染防治法 118'],
    ],
  },
  {
    area: '自然资源和规划',
    unit: '城乡规划主管部门；查处也可能由城市管理部门或者镇街承担',
    phone: government,
    matters: [['illegal-building', '违法建设', '违建 违章建筑 私搭乱建 楼顶加盖', '城乡规划法 11']],
  },
  {
    area: '自然资源和规划',
    unit: '自然资源主管部门',
    phone: government,
    matters: [['land', '违法占用土地', '非法占地 占用耕地 宅基地 耕地被占', '土地管理法 5']],
  },
  {
    area: '生态环境',
    unit: '生态环境部门',
    phone: environment,
    matters: [
      ['pollution', '环境污染', '污染环境 偷排 臭味', '环境保护法 10'],
      ['air', '大气污染', '工厂排废气 冒黑烟 废气', '大气污染防治法 5'],
      ['factory-noise', '工业噪声', '工厂噪音 工厂太吵 机器噪声', '噪声污染防治法 8'],
    ],
  },
  {
    area: '农业农村',
    unit: '农业农村部门',
    phone: government,
    matters: [['farm', '农资质量', '假种子 假化肥 假农药 农药']],
  },
  {
    area: '文化旅游',
    unit: '文化和旅游部门',
    phone: government,
    matters: [
      ['travel', '旅行社和导游', '导游强制购物 旅行社 旅游投诉', '旅游法 83'],
      ['net-cafe', '网吧和娱乐场所', '网吧 未成年人进网吧 KTV 歌舞厅'],
    ],
  },
  {
    area: '税务',
    unit: '税务机关',
    phone: '12366（纳税缴费服务）',
    matters: [['tax', '税收和发票', '不开发票 偷税 发票 逃税', '税收征收管理法 5']],
  },
];
