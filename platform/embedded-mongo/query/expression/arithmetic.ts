import { Decimal128, Double, Long } from 'bson';
import { badValue, MongoError, notSupported, typeMismatch } from '../../errors.ts';
import { toDouble } from '../../types.ts';
import {
  add,
  compareNumbers,
  divide,
  fromWhole,
  isNumeric,
  multiply,
  type Numeric,
  remainder,
  toNumber,
} from '../numbers.ts';
import { isNullish, typeOf } from '../values.ts';
import { onPresent, onValues, type OperatorTable } from './operator.ts';

/** Arithmetic; null when an operand is null or missing, and each result keeps the wider type. */
export const ARITHMETIC: OperatorTable = [
  ['$add', onValues(0, Infinity, sumOfOperands)],
  [
    '$multiply',
    onPresent(0, Infinity, (...values) =>
      numbers('$multiply', values).reduce((a, b) => multiply(a, b), 1),
    ),
  ],
  ['$subtract', onPresent(2, 2, subtract)],
  ['$divide', onPresent(2, 2, (a, b) => onPair('$divide', a, b, divide))],
  ['$mod', onPresent(2, 2, (a, b) => onPair('$mod', a, b, remainder))],
  ['$abs', onPresent(1, 1, (value) => absolute(numberOf('$abs', value)))],
  ['$ceil', onPresent(1, 1, (value) => onDouble('$ceil', value, Math.ceil))],
  ['$floor', onPresent(1, 1, (value) => onDouble('$floor', value, Math.floor))],
  ['$sqrt', onPresent(1, 1, squareRoot)],
  ['$pow', onPresent(2, 2, power)],
  ['$round', onPresent(1, 2, (value, place = 0) => toPlace('$round', value, place, roundHalfEven))],
  ['$trunc', onPresent(1, 2, (value, place = 0) => toPlace('$trunc', value, place, Math.trunc))],
];

function numberOf(name: string, value: unknown): Numeric {
  if (isNumeric(value)) return value;
  throw typeMismatch(`${name} only supports numeric types`);
}

function numbers(name: string, values: unknown[]): Numeric[] {
  return values.map((value) => numberOf(name, value));
}

function sumOfOperands(...values: unknown[]): unknown {
  if (values.some(isNullish)) return null;
  const dates = values.filter((value) => value instanceof Date);
  if (dates.length > 1) throw new MongoError(16612, 'only one date allowed in an $add expression');
  const rest = values.filter((value) => !(value instanceof Date));
  const sum = numbers('$add', rest).reduce((a, b) => add(a, b), 0);
  const [date] = dates;
  return date === undefined ? sum : new Date(date.getTime() + Math.round(toNumber(sum)));
}

function subtract(a: unknown, b: unknown): unknown {
  if (a instanceof Date) {
    if (b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime());
    return new Date(a.getTime() - Math.round(toNumber(numberOf('$subtract', b))));
  }
  return add(numberOf('$subtract', a), multiply(numberOf('$subtract', b), -1));
}

function onPair(
  name: string,
  a: unknown,
  b: unknown,
  apply: (a: Numeric, b: Numeric) => Numeric,
): Numeric {
  const divisor = numberOf(name, b);
  if (toNumber(divisor) === 0) throw badValue(`can't ${name.slice(1)} by zero`);
  return apply(numberOf(name, a), divisor);
}

function absolute(value: Numeric): Numeric {
  return compareNumbers(value, 0) < 0 ? multiply(value, -1) : value;
}

/** Applies to doubles; whole numbers of the int types stay what they are. */
function onDouble(name: string, value: unknown, apply: (value: number) => number): Numeric {
  const number = numberOf(name, value);
  if (number instanceof Decimal128) throw notSupported(`${name} of a Decimal128`);
  return isIntegral(number) ? number : toDouble(apply(toNumber(number)));
}

function isIntegral(value: Numeric): boolean {
  const type = typeOf(value);
  return type === 'int' || type === 'long';
}

function squareRoot(value: unknown): unknown {
  const number = toNumber(numberOf('$sqrt', value));
  if (number < 0)
    throw new MongoError(28714, "$sqrt's argument must be greater than or equal to 0");
  return toDouble(Math.sqrt(number));
}

function power(a: unknown, b: unknown): unknown {
  const base = numberOf('$pow', a);
  const exponent = numberOf('$pow', b);
  if (toNumber(base) === 0 && toNumber(exponent) < 0) {
    throw new MongoError(28764, '$pow cannot take a base of 0 and a negative exponent');
  }
  const result = toNumber(base) ** toNumber(exponent);
  const stays = isIntegral(base) && isIntegral(exponent) && toNumber(exponent) >= 0;
  if (!stays || Math.abs(result) > 2 ** 64) return toDouble(result);
  const whole = BigInt(base.toString()) ** BigInt(exponent.toString());
  return fromWhole(whole, base instanceof Long || exponent instanceof Long) ?? toDouble(result);
}

function toPlace(
  name: string,
  value: unknown,
  place: unknown,
  apply: (value: number) => number,
): unknown {
  const digits = toNumber(numberOf(name, place));
  if (!Number.isInteger(digits) || digits < -20 || digits > 100) {
    throw new MongoError(51083, `cannot apply ${name} with a precision of ${digits}`);
  }
  const number = numberOf(name, value);
  if (isIntegral(number) && digits >= 0) return number;
  return onDouble(name, new Double(toNumber(number)), (double) =>
    shift(apply(shift(double, digits)), -digits),
  );
}

/** Moves the decimal point exactly, by the notation rather than by multiplying. */
function shift(value: number, digits: number): number {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  return Number(`${mantissa}e${Number(exponent) + digits}`);
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest === 0.5) return floor % 2 === 0 ? floor : floor + 1;
  return Math.round(value);
}
