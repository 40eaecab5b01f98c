/** A matter of a business, an employer or a neighbour, and the row of the table of powers that says whose it is. */
export type Matter = {
  readonly id: string;
  /** In the starter's table; a bureau edits what stands there. */
  readonly row: string;
  /** In folded text. */
  readonly sign: RegExp;
};

const seller =
  '超市|商场|商家|店|饭|餐|外卖|小吃|食堂|奶茶|酒吧|宾馆|酒店|菜场|网购|网上|平台|直播|快递|中介|机构|公司|厂';
const noise = '噪音|噪声|太?吵|扰民|睡不着|大喊大叫|大声|音乐声';

/** The first whose sign is found; the more particular stand before the more general. */
export const matters: readonly Matter[] = [
  {
    id: 'wages',
    row: 'powers-wages',
    sign: /欠薪|欠[^,。]{0,8}(?:工资|工钱|薪水|血汗钱)|(?:工资|工钱)[^,。]{0,4}(?:不发|没发|没结|没有结|不给|拖)|(?:不发|不给|克扣)[^,。]{0,4}(?:工资|工钱|加班费)|加班[^,。]{0,8}不给/u,
  },
  {
    id: 'labour',
    row: 'powers-contract',
    sign: /(?:公司|老板|厂里?)[^,。]{0,3}罚|劳动合同|(?:不|没|断)[^,。]{0,5}社保|辞退|开除|试用期/u,
  },
  {
    id: 'work_safety',
    row: 'powers-work-safety',
    sign: /安全隐患|安全帽|防护用品|违章作业|(?:仓库|厂|车间|公司)[^。]{0,14}(?:易燃|粉尘)|消防通道[^,。]{0,4}堵/u,
  },
  {
    id: 'lift',
    row: 'powers-lift',
    sign: /电梯[^,。]{0,8}(?:坏|故障|停|不修|困)|停了[^,。]{0,6}电梯/u,
  },
  { id: 'property', row: 'powers-property', sign: /物业/u },
  {
    id: 'site_noise',
    row: 'powers-construction-noise',
    sign: new RegExp(`(?:工地|施工|打桩)[^。]{0,14}(?:${noise})`, 'u'),
  },
  { id: 'fumes', row: 'powers-fumes', sign: /油烟|烟味/u },
  {
    id: 'noise',
    row: 'powers-home-noise',
    sign: new RegExp(
      `广场舞|(?:邻居|楼上|楼下|ktv|酒吧|店)[^。]{0,20}(?:${noise})|(?:${noise}).{0,6}报过?警`,
      'u',
    ),
  },
  {
    id: 'pollution',
    row: 'powers-pollution',
    sign: /偷排|排污|(?:冒|有)黑烟|(?:厂|场|作坊|企业)[^。]{0,14}(?:废水|废气|黑烟|臭味|臭气|粪水|污染)/u,
  },
  {
    id: 'food',
    row: 'powers-food',
    sign: new RegExp(
      '(?:变质|过期|发霉|馊|蟑螂|虫子|老鼠|地沟油|回收油|拉肚子|食物中毒|头发)(?!广告)|注水|三无零食' +
        `|(?:${seller})[^。]{0,12}(?:不卫生|不干净)`,
      'u',
    ),
  },
  { id: 'drug', row: 'powers-drug', sign: /假药|药店/u },
  {
    id: 'clinic',
    row: 'powers-clinic',
    sign: /黑诊所|(?:诊所|医美)[^。]{0,12}(?:没有?证|乱收费)/u,
  },
  { id: 'farm', row: 'powers-farm', sign: /假种子|假化肥|假农药|种子是假/u },
  {
    id: 'school',
    row: 'powers-school',
    sign: /(?:培训|补习|驾校|幼儿园|学费)[^。]{0,20}(?:跑路|倒闭|不退|乱收费|不安排|退不了)/u,
  },
  {
    id: 'travel',
    row: 'powers-travel',
    sign: /导游|旅行社/u,
  },
  { id: 'net_cafe', row: 'powers-net-cafe', sign: /网吧/u },
  {
    id: 'taxi',
    row: 'powers-taxi',
    sign: /(?:出租车|网约车|司机)[^。]{0,12}(?:绕路|拒载|甩|宰客|多收)/u,
  },
  { id: 'tax', row: 'powers-tax', sign: /(?:不|拒绝|不给|不肯)[^,。]{0,2}开[^,。]{0,3}发票/u },
  {
    id: 'house',
    row: 'powers-quality',
    sign: /开发商|延期交房|烂尾|(?:新房|新买的房子|房子)[^。]{0,8}(?:漏水|裂缝)/u,
  },
  {
    id: 'price',
    row: 'powers-price',
    sign: new RegExp(
      '不明码标价|哄抬|宰客|漫天要价|标价[^,。]{0,8}不一样' +
        `|(?:${seller}|停车场|加油站|养老院|影楼)[^。]{0,14}(?:多收|乱涨价|加价|加钱|乱收费|乱扣)`,
      'u',
    ),
  },
  {
    id: 'goods',
    row: 'powers-product',
    sign: /假货|假冒|伪劣|翻新机|事故车|(?:缺斤|短斤)[少短]两|茶叶是假|质量不合格|(?:买|卖给)[^。]{0,10}是假的/u,
  },
  { id: 'advert', row: 'powers-advert', sign: /虚假(?:广告|宣传)|抽奖是骗人/u },
  { id: 'fraud', row: 'powers-fraud', sign: /网贷|偷东西|骗我(?:买|投)|诈骗|传销/u },
  {
    id: 'consumer',
    row: 'powers-consumer',
    sign: new RegExp(
      '不(?:肯|给|愿|予|同意)?退(?:款|货|钱|押金|费|卡)?(?!休)|退不了|跑路|会员卡|预付卡|逼我办卡|押金|中介费' +
        '|包裹|定金|(?:商家|公司|店)[^。]{0,8}(?:推脱|不赔|不负责|不给换)|不(?:赔|给换)|床单|洗车' +
        '|超市(?:搜|罚)|店(?:逼|搜)|婚庆',
      'u',
    ),
  },
];
