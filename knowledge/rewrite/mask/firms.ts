import type { MaskRule } from './rule.ts';

/** Words that a name of a firm does not run across. */
const stop = '我你您他她它的是在被跟把让叫';
const body = `(?:(?![${stop}])[\\p{Script=Han}a-z\\d()（）·&]){1,24}`;
const forms =
  '(?:股份有限公司|有限责任公司|有限公司|集团公司|股份公司|分公司|子公司|合伙企业|专业合作社|合作社|经营部|门市部|商行|商店|工作室|事务所|加工厂|养殖场|农场)';
const shops =
  '(?:餐馆|餐厅|饭店|酒店|宾馆|酒楼|茶楼|茶馆|面馆|小吃店|便利店|超市|诊所|药房|药店|网吧|理发店|美容院|修理厂|酒吧|影院|棋牌室|幼儿园|学校|医院|店|厂|馆)';
const told = '(?:店名|字号|招牌|店号|企业名称|公司名称|单位名称|名称)(?:\\s|是|为|叫|[:：])*';

const rule = (pattern: string): MaskRule => ({
  pattern: new RegExp(pattern, 'giu'),
  mark: '[单位]',
});

/** Names of firms and shops: a small one is its owner's name. */
export const firmRules: readonly MaskRule[] = [
  rule(`(?<=${told})[^。！？，；,;!?\\n\\[\\]]{2,30}`),
  rule(`${body}${forms}`),
  rule(`[“"「『'][^”"」』'\\n]{1,20}[”"」』'](?=${shops}|${forms})`),
  rule(`(?<=(?:开了?|经营|名叫|叫做?)(?:一?[家个间])?)[^。！？，；,;!?\\n\\[\\]]{1,12}?${shops}`),
];
