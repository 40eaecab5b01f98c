import { BSONRegExp } from 'bson';
import { MongoError } from '../../errors.ts';
import type { Document } from '../../types.ts';
import { isNumeric, toNumber } from '../numbers.ts';
import { compileRegex } from '../regex.ts';
import { compareValues, isNullish, typeOf } from '../values.ts';
import { textOf } from './conversion.ts';
import { onNamed, onPresent, onValues, type OperatorTable } from './operator.ts';

/** String operators; positions and lengths count code points. */
export const STRINGS: OperatorTable = [
  [
    '$concat',
    onPresent(0, Infinity, (...values) =>
      values.map((value) => stringOf('$concat', value)).join(''),
    ),
  ],
  ['$toLower', onValues(1, 1, (value) => lower(looseText(value)))],
  [
    '$toUpper',
    onValues(1, 1, (value) => looseText(value).replaceAll(/[a-z]+/g, (part) => part.toUpperCase())),
  ],
  [
    '$strcasecmp',
    onValues(2, 2, (a, b) => Math.sign(compareValues(lower(looseText(a)), lower(looseText(b))))),
  ],
  ['$strLenCP', onValues(1, 1, (value) => [...stringOf('$strLenCP', value)].length)],
  ['$strLenBytes', onValues(1, 1, (value) => Buffer.byteLength(stringOf('$strLenBytes', value)))],
  ['$substrCP', onValues(3, 3, substring)],
  ['$indexOfCP', onValues(2, 4, indexOf)],
  ['$split', onPresent(2, 2, split)],
  ['$trim', onNamed(['input'], ['chars'], (named) => trim('$trim', named, true, true))],
  ['$ltrim', onNamed(['input'], ['chars'], (named) => trim('$ltrim', named, true, false))],
  ['$rtrim', onNamed(['input'], ['chars'], (named) => trim('$rtrim', named, false, true))],
  [
    '$replaceOne',
    onNamed(['input', 'find', 'replacement'], [], (named) => replace('$replaceOne', named)),
  ],
  [
    '$replaceAll',
    onNamed(['input', 'find', 'replacement'], [], (named) => replace('$replaceAll', named)),
  ],
  ['$regexMatch', onNamed(['input', 'regex'], ['options'], matches)],
];

function stringOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new MongoError(16702, `${name} only supports strings, not ${typeOf(value)}`);
}

/** Null and missing are the empty string to the case operators. */
function looseText(value: unknown): string {
  return isNullish(value) ? '' : textOf(value);
}

/** MongoDB folds the case of ASCII letters only. */
function lower(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (part) => part.toLowerCase());
}

function positionOf(name: string, value: unknown): number {
  const position = isNumeric(value) ? toNumber(value) : Number.NaN;
  if (Number.isInteger(position)) return position;
  throw new MongoError(34450, `${name}: a position must be a whole number, got ${typeOf(value)}`);
}

function substring(value: unknown, from: unknown, count: unknown): string {
  const start = positionOf('$substrCP', from);
  const length = positionOf('$substrCP', count);
  if (start < 0)
    throw new MongoError(34452, '$substrCP: the starting index must be a non-negative integer');
  if (length < 0) throw new MongoError(34453, '$substrCP: length must be a non-negative integer');
  return [...looseText(value)].slice(start, start + length).join('');
}

function indexOf(value: unknown, wanted: unknown, from: unknown = 0, to?: unknown): unknown {
  if (isNullish(value)) return null;
  const points = [...stringOf('$indexOfCP', value)];
  const needle = [...stringOf('$indexOfCP', wanted)];
  const start = positionOf('$indexOfCP', from);
  const end =
    to === undefined ? points.length : Math.min(points.length, positionOf('$indexOfCP', to));
  for (let at = start; at + needle.length <= end; at += 1) {
    if (needle.every((point, offset) => points[at + offset] === point)) return at;
  }
  return -1;
}

function split(value: unknown, separator: unknown): string[] {
  const by = stringOf('$split', separator);
  if (by === '') throw new MongoError(40087, '$split requires a non-empty separator');
  return stringOf('$split', value).split(by);
}

function trim(name: string, named: Document, left: boolean, right: boolean): unknown {
  if (isNullish(named['input'])) return null;
  if (Object.hasOwn(named, 'chars') && isNullish(named['chars'])) return null;
  const points = [...stringOf(name, named['input'])];
  const chars = named['chars'] === undefined ? undefined : new Set(stringOf(name, named['chars']));
  const isTrimmed = (point: string | undefined): boolean =>
    point !== undefined && (chars === undefined ? /[\s\0]/.test(point) : chars.has(point));
  let start = 0;
  let end = points.length;
  while (left && start < end && isTrimmed(points[start])) start += 1;
  while (right && end > start && isTrimmed(points[end - 1])) end -= 1;
  return points.slice(start, end).join('');
}

function replace(name: string, named: Document): unknown {
  const { input, find, replacement } = named;
  if ([input, find, replacement].some(isNullish)) return null;
  const text = stringOf(name, input);
  const put = (): string => stringOf(name, replacement);
  return name === '$replaceAll'
    ? text.replaceAll(stringOf(name, find), put)
    : text.replace(stringOf(name, find), put);
}

function matches(named: Document): boolean {
  const { input, regex, options } = named;
  if (isNullish(input) || isNullish(regex)) return false;
  const flags = isNullish(options) ? '' : stringOf('$regexMatch', options);
  const pattern =
    regex instanceof BSONRegExp
      ? new BSONRegExp(regex.pattern, regex.options || flags)
      : new BSONRegExp(stringOf('$regexMatch', regex), flags);
  return compileRegex(pattern).test(stringOf('$regexMatch', input));
}
