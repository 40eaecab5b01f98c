import { Decimal128, Long } from 'bson';
import { badValue, MongoError, notSupported, typeMismatch } from '../../errors.ts';
import { toDouble } from '../../types.ts';
import { add, divide, isNumeric, multiply, type Numeric, toNumber } from '../numbers.ts';
import { isNullish, typeOf } from '../values.ts';
import { onPresent, onValues, type OperatorTable } from './operator.ts';

/** Arithmetic: null when an operand is null or missing; each result keeps the wider type. */
export const ARITHMETIC: OperatorTable = [
  ['$add', onValues(0, Infinity, sumOfOperands)],
  [
    '$multiply',
    onPresent(0, Infinity, (...values) => values.map(numberOf).reduce((a, b) => multiply(a, b), 1)),
  ],
  ['$subtract', onPresent(2, 2, subtract)],
  ['$divide', onPresent(2, 2, (a, b) => divide(numberOf(a), divisorOf(b)))],
  ['$round', onPresent(1, 2, round)],
];

function numberOf(value: unknown): Numeric {
  if (isNumeric(value)) return value;
  throw typeMismatch(`arithmetic only supports numeric types, not ${typeOf(value)}`);
}

function divisorOf(value: unknown): Numeric {
  const divisor = numberOf(value);
  if (toNumber(divisor) === 0) throw badValue("can't divide by zero");
  return divisor;
}

function sumOfOperands(...values: unknown[]): unknown {
  if (values.some(isNullish)) return null;
  const [date, second] = values.filter((value) => value instanceof Date);
  if (second !== undefined)
    throw new MongoError(16612, 'only one date allowed in an $add expression');
  const sum = values
    .filter((value) => !(value instanceof Date))
    .map(numberOf)
    .reduce((a, b) => add(a, b), 0);
  return date === undefined ? sum : new Date(date.getTime() + Math.round(toNumber(sum)));
}

function subtract(a: unknown, b: unknown): unknown {
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime());
  if (a instanceof Date) return new Date(a.getTime() - Math.round(toNumber(numberOf(b))));
  return add(numberOf(a), multiply(numberOf(b), -1));
}

/** Applies to doubles; the int types stay what they are. */
function onDouble(value: unknown, apply: (value: number) => number): Numeric {
  const number = numberOf(value);
  if (number instanceof Decimal128) throw notSupported('rounding a Decimal128');
  return typeOf(number) === 'double' ? toDouble(apply(toNumber(number))) : number;
}

function round(value: unknown, place: unknown = 0): Numeric {
  const digits = toNumber(numberOf(place));
  if (!Number.isInteger(digits) || digits < 0 || digits > 100) {
    throw notSupported(`$round to ${digits} places`);
  }
  return onDouble(value, (double) =>
    shiftPoint(roundHalfEven(shiftPoint(double, digits)), -digits),
  );
}

/** Moves the decimal point exactly, by the notation rather than by multiplying. */
function shiftPoint(value: number, digits: number): number {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  return Number(`${mantissa}e${Number(exponent) + digits}`);
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + Math.abs(floor % 2) : Math.round(value);
}
