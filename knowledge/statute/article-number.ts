import { numeralClass, readNumeral, toHanNumeral } from './numerals.ts';

const label = new RegExp(`^第?\\s*(${numeralClass}+)\\s*[条條](?:之(${numeralClass}+))?$`, 'u');

/** The number in a label: 第三十三条 → `33`, 第120条之一 → `120-1`; undefined when it is no label of an article. */
export function readArticleLabel(text: string): string | undefined {
  const found = label.exec(text.trim());
  if (found === null) return undefined;
  return toArticleNumber(found[1], found[2]);
}

/** The number of an article from the numerals before and after 条之. */
export function toArticleNumber(main: string | undefined, sub?: string): string | undefined {
  const number = main === undefined ? undefined : readNumeral(main);
  const inserted = sub === undefined ? undefined : readNumeral(sub);
  if (number === undefined || number === 0 || (sub !== undefined && inserted === undefined)) {
    return undefined;
  }
  return inserted === undefined ? String(number) : `${number}-${inserted}`;
}

/** 第三十三条; 第一百二十条之一. */
export function toArticleLabel(number: string): string {
  const [main, inserted] = toParts(number);
  return `第${toHanNumeral(main)}条${inserted === 0 ? '' : `之${toHanNumeral(inserted)}`}`;
}

/** Orders article numbers as a statute does: 120, 120-1, 121. */
export function compareArticleNumbers(a: string, b: string): number {
  const [mainA, insertedA] = toParts(a);
  const [mainB, insertedB] = toParts(b);
  return mainA - mainB || insertedA - insertedB;
}

/** Whether `number` may come straight after `before` in a statute without a gap. */
export function followsArticle(before: string | undefined, number: string): boolean {
  const [main, inserted] = toParts(number);
  if (before === undefined) return main === 1 && inserted === 0;
  const [mainBefore, insertedBefore] = toParts(before);
  return inserted === 0
    ? main === mainBefore + 1
    : main === mainBefore && inserted === insertedBefore + 1;
}

function toParts(number: string): readonly [main: number, inserted: number] {
  const [main, inserted] = number.split('-').map(Number);
  return [main ?? 0, inserted ?? 0];
}
