import { Decimal128, Long, ObjectId } from 'bson';
import { MongoError } from '../../errors.ts';
import { toDouble } from '../../types.ts';
import { fromWhole, isNumeric, type Numeric, toNumber, toWhole } from '../numbers.ts';
import { isTruthy, typeOf } from '../values.ts';
import { onPresent, onValues, type OperatorTable } from './operator.ts';

/** Type tests and conversions; code 241 for what cannot be converted. */
export const CONVERSION: OperatorTable = [
  ['$type', onValues(1, 1, typeOf)],
  ['$isNumber', onValues(1, 1, isNumeric)],
  ['$toString', onPresent(1, 1, textOf)],
  [
    '$toBool',
    onPresent(1, 1, (value) =>
      isNumeric(value) || typeof value === 'boolean' ? isTruthy(value) : true,
    ),
  ],
  ['$toInt', onPresent(1, 1, (value) => toInteger(value, 32))],
  ['$toLong', onPresent(1, 1, (value) => toInteger(value, 64))],
  ['$toDouble', onPresent(1, 1, (value) => toDouble(toNumber(parseNumber(value, 'double'))))],
  [
    '$toDecimal',
    onPresent(1, 1, (value) => Decimal128.fromString(String(parseNumber(value, 'decimal')))),
  ],
  ['$toDate', onPresent(1, 1, toDate)],
  ['$toObjectId', onPresent(1, 1, toObjectId)],
];

/** A value as `$toString` writes it. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'boolean' || value instanceof ObjectId) return String(value);
  if (isNumeric(value)) return typeof value === 'object' ? value.toString() : String(value);
  throw refuse(value, 'string');
}

function refuse(value: unknown, target: string): MongoError {
  return new MongoError(
    'ConversionFailure',
    `Failed to convert a value of type ${typeOf(value)} to ${target} in $convert with no onError value`,
  );
}

function parseNumber(value: unknown, target: string): Numeric {
  if (isNumeric(value)) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date && target !== 'int') return Long.fromNumber(value.getTime());
  const isNumber =
    typeof value === 'string' && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value);
  if (!isNumber) throw refuse(value, target);
  return target === 'decimal' ? Decimal128.fromString(value) : Number(value);
}

function toInteger(value: unknown, bits: 32 | 64): number | Long {
  const target = bits === 32 ? 'int' : 'long';
  if (typeof value === 'string') {
    if (!/^[+-]?\d+$/.test(value)) throw refuse(value, target);
    return fitInteger(BigInt(value.replace('+', '')), bits, value);
  }
  const number = parseNumber(value, target);
  const whole = number instanceof Long ? toWhole(number) : toWhole(Math.trunc(toNumber(number)));
  if (whole === undefined) throw refuse(value, target);
  return fitInteger(whole, bits, value);
}

function fitInteger(whole: bigint, bits: 32 | 64, value: unknown): number | Long {
  const fits = BigInt.asIntN(bits, whole) === whole ? fromWhole(whole, bits === 64) : undefined;
  if (fits === undefined) throw refuse(value, bits === 32 ? 'int' : 'long');
  return fits;
}

function toDate(value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  const isIso =
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/.test(value);
  if (isIso) {
    const hasZone = /(?:Z|T.*[+-]\d\d:?\d\d)$/.test(value);
    const date = new Date(hasZone || !value.includes('T') ? value : `${value}Z`);
    if (!Number.isNaN(date.getTime())) return date;
  }
  if (isNumeric(value) && typeOf(value) !== 'int') return new Date(Math.trunc(toNumber(value)));
  throw refuse(value, 'date');
}

function toObjectId(value: unknown): ObjectId {
  if (value instanceof ObjectId) return value;
  if (typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value)) return new ObjectId(value);
  throw refuse(value, 'objectId');
}
