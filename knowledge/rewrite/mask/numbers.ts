import type { MaskRule } from './rule.ts';

/** Digits as people write them, the financial forms, and letters typed for nought and one. */
const digit = '[\\p{Nd}\\p{No}〇○零一二三四五六七八九两兩幺壹贰貳叁參肆伍陆陸柒捌玖oil]';
const digits = new RegExp(digit, 'gu');
const letterDigits = /[oil]/giu;
const gap = '[^\\p{L}\\p{N}\\n。！？]{0,3}';

/** Shorter runs are amounts, articles and public numbers such as 12345. */
const fewestDigits = 7;
const run = new RegExp(
  `${digit}(?:${gap}${digit}){${fewestDigits - 1},}(?:${gap}x(?![a-z]))?`,
  'giu',
);

/** Words after which even a short number says who somebody is. */
const cued = new RegExp(
  `(?:电话|電話|手机|手機|号码|號碼|联系方式|身份证|身份證|证件|证号|卡号|卡號|银行卡|账号|帐号|工号|警号|编号|验证码|密码|微信|qq|出生|生日)[^\\n。！？]{0,60}`,
  'giu',
);
const shortRun = new RegExp(`${digit}(?:${gap}${digit})+`, 'giu');

/** Groups of four as in receipt codes; and letters mixed with digits: passports, credit codes, plates of wares. */
const groupedCode = /(?<![\da-z])[\da-z]{4}(?:[-‐-―_][\da-z]{4}){2,}(?![\da-z])/giu;
const spacedCode =
  /(?<![\da-z])(?=[\da-z ]*\d)(?=[\da-z ]*[a-z])[\da-z]{4}(?: ?[\da-z]{4}){3,}(?![\da-z])/giu;
const mixedCode =
  /(?<![\da-z])(?=[\w-]*\d)(?=[\w-]*[a-z])[\da-z](?:[\w-]{6,}[\da-z])(?![\da-z])/giu;

const provinces =
  '京津沪滬渝冀豫云雲辽遼黑湘皖鲁魯新苏蘇浙赣贛鄂桂甘晋晉蒙陕陝吉闽閩贵貴粤粵青藏川宁寧琼瓊使领';
const plate = new RegExp(
  `[${provinces}]${gap}[a-z](?:[^\\p{L}\\p{N}\\n]{0,2}[a-z\\d]){5,6}(?:[^\\p{L}\\p{N}\\n]{0,1}[挂学警港澳])?`,
  'giu',
);

const paperNumber =
  /[\p{Script=Han}]{0,12}[〔[(【]\s*(?:19|20)\d{2}\s*[〕\])】]\s*[\p{Script=Han}]{0,12}第?\s*\d+\s*号/gu;

const hasDigits = (text: string, fewest: number): boolean =>
  (text.match(digits) ?? []).length >= fewest &&
  text.replace(letterDigits, '').match(digits) !== null;

/** Codes of letters and digits; first of all, for a part of one may look like something else. */
export const codeRules: readonly MaskRule[] = [
  { pattern: paperNumber, mark: '[文号]' },
  { pattern: plate, mark: '[车牌]' },
  { pattern: groupedCode, mark: '[编号]' },
  { pattern: spacedCode, mark: '[编号]' },
];

/** Numbers by which a person, a bank card or a ticket can be known. */
export const numberRules: readonly MaskRule[] = [
  { pattern: run, mark: '[号码]', isMeant: (found) => hasDigits(found, fewestDigits) },
  { pattern: mixedCode, mark: '[编号]' },
  {
    pattern: cued,
    replace: (found) =>
      found.replace(shortRun, (short) => (hasDigits(short, 2) ? '[号码]' : short)),
  },
];
