/** A quasigroup of order 10 without fixed points: H. Michael Damm, "Total anti-symmetrische Quasigruppen", 2004. */
const damm = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const;

const randomDigits = 7;
const form = /^\d{10}$/;

/**
 * A ticket number: two digits of the year, seven random ones, one check digit. The check finds every single wrong
 * digit and every swap of neighbours. Random, so that a number tells neither volume nor order; uniqueness is the
 * store's. `randomInt(n)` gives 0 to n − 1.
 */
export function createNumber(year: number, randomInt: (maxExclusive: number) => number): string {
  const random = String(randomInt(10 ** randomDigits)).padStart(randomDigits, '0');
  const body = `${String(year % 100).padStart(2, '0')}${random}`;
  return `${body}${computeCheckDigit(body)}`;
}

/** The number in plain digits, from full-width ones and with spaces and dashes; undefined when it is none. */
export function parseNumber(text: string): string | undefined {
  const digits = text.normalize('NFKC').replaceAll(/[\s\p{Pd}\u2212_.·]/gu, '');
  return form.test(digits) && computeCheckDigit(digits) === '0' ? digits : undefined;
}

/** Damm's check digit; '0' for digits that end in their right check digit. */
export function computeCheckDigit(digits: string): string {
  let interim = '0';
  for (const digit of digits) interim = damm[Number(interim)]?.[Number(digit)] ?? '';
  return interim;
}
