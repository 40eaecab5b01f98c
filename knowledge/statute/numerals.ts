const digits = '零一二三四五六七八九';
const units = ['', '十', '百', '千'];

/** One character of a number as statutes and people write it: Han, Arabic or full-width. */
export const numeralClass = '[0-9０-９〇○零一二三四五六七八九十百千两兩]';

/** The Han numeral of a whole number from 1 to 9999, as articles are numbered: 十, 二十一, 一百零五, 一千一百一十. */
export function toHanNumeral(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 9999) {
    throw new RangeError(`no Han numeral for ${value}`);
  }
  const places = Array.from(String(value), Number);
  let written = '';
  for (const [index, digit] of places.entries()) {
    const unit = units[places.length - 1 - index] ?? '';
    if (digit !== 0) written += `${digits[digit]}${unit}`;
    else if (!written.endsWith('零')) written += '零';
  }
  return written.replace(/零+$/u, '').replace(/^一十/u, '十');
}

const withUnits =
  /^(?:([一二三四五六七八九])千)?(零?)(?:([一二三四五六七八九])百)?(零?)(?:([一二三四五六七八九]?)十)?(零?)([一二三四五六七八九]?)$/u;

/** The number that a numeral means, Han (also digit by digit: 二〇二一), Arabic or full-width; undefined for none. */
export function readNumeral(text: string): number | undefined {
  const plain = text
    .replaceAll(/[０-９]/gu, (digit) => String.fromCodePoint(digit.charCodeAt(0) - 0xfee0))
    .replaceAll(/[〇○]/gu, '零')
    .replaceAll(/[两兩]/gu, '二');
  if (/^[0-9]{1,15}$/u.test(plain)) return Number(plain);
  if (/^[零一二三四五六七八九]{2,}$/u.test(plain)) {
    return Number(Array.from(plain, (digit) => digits.indexOf(digit)).join(''));
  }
  return readWithUnits(plain);
}

function readWithUnits(plain: string): number | undefined {
  const found = withUnits.exec(plain);
  if (found === null || plain === '' || /^零*$/u.test(plain)) return undefined;
  const [, thousands, , hundreds, , tens, zero, ones = ''] = found;
  // 一百五 is 150 to some and 105 to others.
  const isLarge = thousands !== undefined || hundreds !== undefined;
  if (isLarge && tens === undefined && ones !== '' && zero === '' && !plain.includes('零')) {
    return undefined;
  }
  const ten = tens === undefined ? 0 : readDigit(tens === '' ? '一' : tens);
  return readDigit(thousands) * 1000 + readDigit(hundreds) * 100 + ten * 10 + readDigit(ones);
}

function readDigit(digit: string | undefined): number {
  return digit === undefined || digit === '' ? 0 : digits.indexOf(digit);
}
