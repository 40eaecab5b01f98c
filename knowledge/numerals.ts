const digits = '零一二三四五六七八九';
const units: readonly (readonly [sign: string, value: number])[] = [
  ['千', 1000],
  ['百', 100],
  ['十', 10],
];

/** 120 for 一百二十 (and for 120, １２０); undefined for what is no whole number below 10,000. */
export function readNumeral(text: string): number | undefined {
  const plain = text.normalize('NFKC').replaceAll('〇', '零').replaceAll('两', '二');
  if (/^\d{1,4}$/.test(plain)) return Number(plain);
  if (!/^[零一二三四五六七八九十百千]+$/u.test(plain)) return undefined;
  let sum = 0;
  let digit = 0;
  for (const sign of plain) {
    const unit = units.find(([name]) => name === sign)?.[1];
    if (unit === undefined) {
      digit = digits.indexOf(sign);
    } else {
      // 十二 has no 一 before its 十.
      sum += (digit === 0 ? 1 : digit) * unit;
      digit = 0;
    }
  }
  return sum + digit;
}

/** 一百二十 for 120, as statutes number their articles. */
export function toNumeral(number: number): string {
  let rest = number;
  let text = '';
  let isZeroDue = false;
  for (const [sign, value] of [...units, ['', 1] as const]) {
    const digit = Math.floor(rest / value);
    rest %= value;
    if (digit === 0) {
      isZeroDue = text !== '';
      continue;
    }
    if (isZeroDue) text += '零';
    isZeroDue = false;
    const isBareTen = sign === '十' && digit === 1 && text === '';
    text += `${isBareTen ? '' : (digits[digit] ?? '')}${sign}`;
  }
  return text;
}
