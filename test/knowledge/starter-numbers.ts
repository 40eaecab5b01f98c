import { readNumeral } from '../../knowledge/statute/numerals.ts';

const numbers =
  /(百分之)?([0-9０-９〇零一二两三四五六七八九十百千]+)个?(工作日|小时|周岁|日|天|年|月|元|倍|人|名)?/gu;
const sameUnits: Readonly<Record<string, string>> = { 天: '日', 名: '人' };

/** Every number with a unit that a text names, in one form: `20工作日` for 20个工作日 and 二十个工作日. */
export function listNumbers(text: string): readonly string[] {
  return [...text.matchAll(numbers)].flatMap(([, percent, numeral = '', unit]) => {
    const value = readNumeral(numeral);
    if (value === undefined) return [];
    if (percent !== undefined) return [`${value}%`];
    return unit === undefined ? [] : [`${value}${sameUnits[unit] ?? unit}`];
  });
}

/** Whether the articles name the number; N日 counts as N个工作日 where one of them says that its days are those. */
export function isNumberNamed(number: string, articles: readonly string[]): boolean {
  const named = new Set(articles.flatMap(listNumbers));
  if (named.has(number)) return true;
  const areWorkingDays = articles.some((text) => /是指工作日|以工作日计算/u.test(text));
  return areWorkingDays && named.has(number.replace('工作日', '日'));
}
