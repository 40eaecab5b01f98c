import type { MemberList } from './row.ts';

/** Who wishes to be named; `unknown` are numbers that the list does not have. */
export type Openness = { readonly named: readonly number[]; readonly unknown: readonly number[] };

const numbers = String.raw`([第\d\s、,和及跟\-~至到—号位家]*\d[第\d\s、,和及跟\-~至到—号位家]*)`;
const open = '(?:都|可以|可)?(?:公开|实名|open|public)';
const sealed = '(?:都|要)?(?:保密|不公开|sealed|confidential)';
const others = `(?:[,;。\\s]*(?:其余|其他|剩下|别的|the rest|others)的?(?:都|全部|会员)?\\s*`;
const end = String.raw`[。.!]?$`;

const allSealed = new RegExp(`^(?:全部|全都|都|所有|全|all)?\\s*${sealed}${end}`, 'u');
const allOpen = new RegExp(`^(?:全部|全都|都|所有|全|all)?\\s*${open}${end}`, 'u');
const someOpen = new RegExp(`^${numbers}${open}${others}${sealed})?${end}`, 'u');
const openSome = new RegExp(`^${open}[:\\s]*${numbers}${end}`, 'u');
const someSealed = new RegExp(`^${numbers}${sealed}${others}${open})${end}`, 'u');

/** Understands 全部保密, 全部公开, 2、5公开, 1-3保密其余公开 in folded spelling; undefined for anything else. */
export function readMemberOpenness(folded: string, { rows }: MemberList): Openness | undefined {
  const words = folded.trim();
  const all = rows.map(({ number }) => number);
  if (allSealed.test(words)) return { named: [], unknown: [] };
  if (allOpen.test(words)) return { named: all, unknown: [] };
  const opened = someOpen.exec(words)?.[1] ?? openSome.exec(words)?.[1];
  if (opened !== undefined) return pick(readNumbers(opened), all);
  const closed = someSealed.exec(words)?.[1];
  if (closed === undefined) return undefined;
  const { named: kept, unknown } = pick(readNumbers(closed), all);
  return { named: all.filter((number) => !kept.includes(number)), unknown };
}

function pick(numbersGiven: readonly number[], all: readonly number[]): Openness {
  return {
    named: all.filter((number) => numbersGiven.includes(number)),
    unknown: numbersGiven.filter((number) => !all.includes(number)),
  };
}

/** Single numbers and spans such as 2-5. */
function readNumbers(words: string): readonly number[] {
  const found = [...words.matchAll(/(\d{1,2})(?:\s*[-~至到—]\s*(\d{1,2}))?/gu)];
  const listed = found.flatMap(([, from = '', to = from]) => {
    const [first, last] = [Number(from), Number(to)];
    return Array.from({ length: Math.max(1, last - first + 1) }, (_, n) => first + n);
  });
  return [...new Set(listed)];
}
