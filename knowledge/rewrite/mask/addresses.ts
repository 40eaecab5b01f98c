import type { MaskRule } from './rule.ts';

const email = /[\w.+-]+\s*(?:@|\(at\)|\[at\]|#at#)\s*[\w-]+(?:\s*(?:\.|\(dot\))\s*[\w-]+)+/giu;
const url = /(?:[a-z][a-z+.-]{1,12}:\/\/|www\.)[\w\-./?%&=#:~+@!,;$*()']+/giu;
const domain =
  /(?<![\w@])[a-z\d-]+(?:\.[a-z\d-]+)*\.(?:com|cn|net|org|gov|top|xyz|io|cc|info|vip|me|shop|site|online|tw|hk)(?::\d+)?(?:\/[\w\-./?%&=#:~+@!,;]*)?(?![a-z\d])/giu;
const account =
  /(?:微信|薇信|威信|微博|抖音|支付宝|支付寶|飞书|钉钉|(?<![a-z\d])(?:wx|vx|qq|wechat|weixin)(?![a-z])|加[vV]|账号|帐号|账户|用户名|密码|验证码|查询码)(?:号|號|名|id)?(?:\s|[是为為:=])*[a-z\d_@][\w@.-]{3,}/giu;

/** How numbers of doors are written. */
const number = '(?:[\\da-z]+(?:-[\\da-z]+)*|[〇零一二三四五六七八九十百]+)';
const parts = `${number}\\s*(?:号楼|號樓|号|號|弄|幢|栋|棟|座|单元|單元|室|楼|樓|层|層|户|戶|组|組|房)`;
const road =
  '(?:路|街|巷|弄|道|村|镇|鎮|乡|鄉|小区|小區|花园|公寓|大厦|社区|市场|广场|园|苑|城|里|坊|市|区|區|县|縣|楼|山庄)';
const stop = '。！？，、；：,;:!?\\n\\s\\[\\]';
const door = new RegExp(`[^${stop}]{1,16}${road}[^${stop}]{0,8}?${parts}(?:\\s*${parts})*`, 'giu');
const inside = new RegExp(
  `${number}\\s*(?:号楼|號樓|幢|栋|棟|单元|單元|座)\\s*(?:${parts}\\s*)*(?:\\d{2,4})?`,
  'giu',
);
const room = /\d{3,4}\s*室/gu;
const cuedAddress =
  /(?:(?:住址|地址|住所地?|户籍地?|籍贯|老家)[\s是为在:]+|家住|住在)[^。！？，；,;!?\n[\]]{2,40}/giu;

/** Ways to reach a person: mail, pages, accounts, doors. */
export const addressRules: readonly MaskRule[] = [
  { pattern: url, mark: '[网址]' },
  { pattern: email, mark: '[邮箱]' },
  { pattern: domain, mark: '[网址]' },
  { pattern: account, mark: '[账号]' },
  { pattern: cuedAddress, mark: '[地址]' },
  { pattern: door, mark: '[地址]' },
  { pattern: inside, mark: '[地址]' },
  { pattern: room, mark: '[地址]' },
];
