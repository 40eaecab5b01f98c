import { BSONRegExp } from 'bson';
import { isDocument } from '../query/index.ts';
import { RANK, rankOf } from '../storage/keys.ts';
import type { Document } from '../types.ts';

/** What a filter says of one path, as far as an index can use it. All of one path hold together. */
export type Condition =
  | { readonly kind: 'points'; readonly values: readonly unknown[] }
  | { readonly kind: 'above'; readonly value: unknown; readonly isInclusive: boolean }
  | { readonly kind: 'below'; readonly value: unknown; readonly isInclusive: boolean }
  | { readonly kind: 'prefix'; readonly prefix: string; readonly pattern: BSONRegExp }
  | { readonly kind: 'exists' };

export interface Conditions {
  /** Each is a superset of what the filter lets through. */
  readonly paths: ReadonlyMap<string, readonly Condition[]>;
  /** The alternatives of each `$or`, to be planned one by one. */
  readonly alternatives: readonly (readonly Document[])[];
  /** True when nothing of the filter is left out. */
  readonly isWhole: boolean;
}

interface Reading {
  readonly paths: Map<string, Condition[]>;
  readonly alternatives: Document[][];
  isWhole: boolean;
}

/** Reads the part of a (valid) filter that indexes can answer. */
export function readConditions(filter: Document): Conditions {
  const reading: Reading = { paths: new Map(), alternatives: [], isWhole: true };
  readInto(reading, filter, '');
  return reading;
}

function readInto(reading: Reading, filter: Document, parent: string): void {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and') for (const part of documentsOf(value)) readInto(reading, part, parent);
    else if (name === '$or' && parent === '') {
      reading.alternatives.push(documentsOf(value));
      reading.isWhole = false;
    } else if (name.startsWith('$')) reading.isWhole &&= name === '$comment';
    else readPath(reading, parent + name, value);
  }
}

/** The parts of `$and` and the like; the filter was compiled before, so they are documents. */
export function documentsOf(parts: unknown): Document[] {
  return Array.isArray(parts) ? parts.filter(isDocument) : [];
}

function readPath(reading: Reading, path: string, value: unknown): void {
  if (!isOperators(value)) return add(reading, path, toEquality(value));
  for (const [operator, operand] of Object.entries(value)) {
    if (operator === '$elemMatch') readElement(reading, path, operand);
    else if (operator === '$regex' && '$options' in value) reading.isWhole = false;
    else add(reading, path, toCondition(operator, operand));
  }
}

/** What an element must meet, some indexed key of the document meets: a superset. */
function readElement(reading: Reading, path: string, operand: unknown): void {
  reading.isWhole = false;
  if (!isDocument(operand)) return;
  if (isOperators(operand)) readPath(reading, path, operand);
  else readInto(reading, operand, `${path}.`);
}

function add(reading: Reading, path: string, condition: Condition | undefined): void {
  if (condition === undefined) {
    reading.isWhole = false;
    return;
  }
  const known = reading.paths.get(path);
  if (known === undefined) reading.paths.set(path, [condition]);
  else known.push(condition);
}

function isOperators(value: unknown): value is Document {
  return isDocument(value) && Object.keys(value)[0]?.startsWith('$') === true;
}

function toEquality(value: unknown): Condition | undefined {
  if (value instanceof BSONRegExp) return toPrefix(value);
  return isPoint(value) ? { kind: 'points', values: [value] } : undefined;
}

function toCondition(operator: string, operand: unknown): Condition | undefined {
  switch (operator) {
    case '$eq':
      return operand instanceof BSONRegExp ? undefined : toEquality(operand);
    case '$in':
      return toPoints(operand);
    case '$gt':
    case '$gte':
      return toBound('above', operand, operator === '$gte');
    case '$lt':
    case '$lte':
      return toBound('below', operand, operator === '$lte');
    case '$exists':
      return operand === true || operand === 1 ? { kind: 'exists' } : undefined;
    case '$regex':
      if (typeof operand === 'string') return toPrefix(new BSONRegExp(operand));
      return operand instanceof BSONRegExp ? toPrefix(operand) : undefined;
    default:
      return undefined;
  }
}

function toPoints(operand: unknown): Condition | undefined {
  if (!Array.isArray(operand) || !operand.every(isPoint)) return undefined;
  return { kind: 'points', values: operand };
}

/** An array is keyed by its elements, a regular expression matches more than itself. */
function isPoint(value: unknown): boolean {
  return value !== undefined && !Array.isArray(value) && !(value instanceof BSONRegExp);
}

/** Types whose ranges hold values of that type only. */
const RANGE_RANKS = new Set<number>([
  RANK.number,
  RANK.string,
  RANK.date,
  RANK.objectId,
  RANK.binary,
  RANK.timestamp,
]);

function toBound(
  kind: 'above' | 'below',
  value: unknown,
  isInclusive: boolean,
): Condition | undefined {
  const isUsable = RANGE_RANKS.has(rankOf(value)) && !Number.isNaN(value);
  return isUsable ? { kind, value, isInclusive } : undefined;
}

/** The literal start of an anchored pattern without flags. */
function toPrefix(pattern: BSONRegExp): Condition | undefined {
  if (pattern.options !== '' || /[|\\\0]/.test(pattern.pattern)) return undefined;
  const literal = /^\^([^.*+?()[\]{}^$]+)([*?{]?)/.exec(pattern.pattern);
  if (literal === null) return undefined;
  const text = Array.from(literal[1] ?? '');
  const prefix = (literal[2] === '' ? text : text.slice(0, -1)).join('');
  return prefix === '' ? undefined : { kind: 'prefix', prefix, pattern };
}
