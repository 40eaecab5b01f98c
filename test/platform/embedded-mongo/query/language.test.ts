import { describe, expect, it } from '@jest/globals';
import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import {
  buildUpsert,
  compareValues,
  compileFilter,
  compileProjection,
  compileSort,
  compileUpdate,
  keyOfValue,
  parseCollation,
  type UpdateOptions,
} from '../../../../platform/embedded-mongo/query/index.ts';
import type { Document } from '../../../../platform/embedded-mongo/types.ts';
import { applyUpdate } from './apply-update.ts';

const decimal = (text: string): Decimal128 => Decimal128.fromString(text);
const finds = (filter: Document, document: Document): boolean => compileFilter(filter)(document);
const options = { now: new Date('2026-05-06T07:08:09Z') };

describe('an update', () => {
  it.each<[number, Document, Document, Partial<UpdateOptions>]>([
    [9, {}, { $nonsense: { a: 1 } }, {}],
    [9, {}, { $set: 5 }, {}],
    [56, {}, { $set: { 'a..b': 1 } }, {}],
    [52, {}, { $set: { 'a.$b': 1 } }, {}],
    [40, {}, { $set: { a: 1 }, $inc: { 'a.b': 1 } }, {}],
    [40, { a: [1] }, { $set: { 'a.$[]': 1, 'a.0': 2 } }, {}],
    [66, { _id: 1 }, { $set: { _id: 2 } }, {}],
    [66, { _id: 1 }, { _id: 2, a: 1 }, {}],
    [28, { a: 1 }, { $set: { 'a.b': 1 } }, {}],
    [28, { a: [1] }, { $set: { 'a.b': 1 } }, {}],
    [14, { a: 'x' }, { $inc: { a: 1 } }, {}],
    [14, { a: 1 }, { $inc: { a: 'x' } }, {}],
    [2, { a: Long.MAX_VALUE }, { $inc: { a: 1 } }, {}],
    [2, { a: 1 }, { $push: { a: 1 } }, {}],
    [2, { a: 1 }, { $addToSet: { a: 1 } }, {}],
    [9, { a: [] }, { $push: { a: { $each: [], $odd: 1 } } }, {}],
    [9, { a: [1] }, { $pop: { a: 1 } }, {}],
    [2, { a: 1 }, { $pull: { a: 1 } }, {}],
    [2, { a: [1] }, { $set: { 'a.$': 1 } }, { filter: {} }],
    [2, { a: [1] }, { $set: { 'a.$[x]': 1 } }, {}],
    [2, {}, { $set: { 'a.$[]': 1 } }, {}],
    [9, { a: [1] }, { $set: { a: 1 } }, { arrayFilters: [{ x: 1 }] }],
    [9, { a: 1 }, { $mul: { a: 2 } }, {}],
    [9, {}, { $bit: { a: { or: 1 } } }, {}],
    [9, { a: 1 }, { $rename: { a: 'b' } }, {}],
    [9, {}, { $currentDate: { a: true } }, {}],
    [9, { a: [1] }, { $pullAll: { a: [1] } }, {}],
    [9, { a: [] }, { $push: { a: { $each: [1], $position: 0 } } }, {}],
    [9, { a: [] }, { $push: { a: { $each: [1], $slice: 1 } } }, {}],
    [115, { a: [] }, { $pull: { a: new BSONRegExp('a') } }, {}],
    [2, { a: [1], b: 1 }, { $set: { 'a.$': 1 } }, { filter: { b: 1 } }],
    [9, { a: [] }, { $push: { a: { $each: [1], $sort: 1 } } }, {}],
    [115, { a: [1] }, { $set: { 'a.$[x]': 1 } }, { arrayFilters: [{ $or: [{ x: 1 }] }] }],
  ])('is refused with code %i: %j by %j', (code, document, update, more) => {
    expect(() => applyUpdate(document, update, { ...options, ...more })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('keeps the types of numbers', () => {
    const before = { int: 1, long: Long.fromNumber(1), double: new Double(1) };
    const after = applyUpdate(
      before,
      { $inc: { int: 1, long: 1, double: 1, made: new Double(3) } },
      options,
    );
    expect(after).toEqual({
      int: 2,
      long: Long.fromNumber(2),
      double: new Double(2),
      made: new Double(3),
    });
    expect(applyUpdate({ n: 2147483647 }, { $inc: { n: 1 } }, options)).toEqual({
      n: Long.fromNumber(2147483648),
    });
  });

  it('makes new fields in the order of their names, whatever the operator', () => {
    const made = applyUpdate({ _id: 1 }, { $set: { c: 1, a: 1 }, $inc: { b: 1 } }, options);
    expect(Object.keys(made)).toEqual(['_id', 'a', 'b', 'c']);
  });

  it('gives the same document back when nothing changes', () => {
    const document = { _id: 1, a: [1], n: 1 };
    expect(
      applyUpdate(document, { $set: { n: 1 }, $addToSet: { a: 1 }, $unset: { x: 1 } }, options),
    ).toBe(document);
    expect(applyUpdate(document, { $set: { n: new Double(1) } }, options)).not.toBe(document);
  });

  it('reaches array elements by $, $[] and $[x]', () => {
    const grades = {
      _id: 1,
      g: [
        { n: 80, m: 1 },
        { n: 90, m: 1 },
      ],
    };
    const filter = { g: { $elemMatch: { n: { $gt: 85 } } } };
    expect(applyUpdate(grades, { $set: { 'g.$.m': 5 } }, { ...options, filter })).toMatchObject({
      g: [{ m: 1 }, { m: 5 }],
    });
    expect(applyUpdate(grades, { $inc: { 'g.$[].m': 1 } }, options)).toMatchObject({
      g: [{ m: 2 }, { m: 2 }],
    });
    const arrayFilters = [{ 'x.n': { $lte: 80 } }];
    expect(
      applyUpdate(grades, { $unset: { 'g.$[x].m': 1 } }, { ...options, arrayFilters }),
    ).toEqual({ _id: 1, g: [{ n: 80 }, { n: 90, m: 1 }] });
  });

  it('runs a pipeline over the document and keeps its _id', () => {
    const update = [{ $set: { total: { $add: ['$a', '$b'] } } }, { $unset: ['a', 'b'] }];
    expect(applyUpdate({ _id: 1, a: 1, b: 2 }, update, options)).toEqual({ _id: 1, total: 3 });
    expect(() => applyUpdate({ _id: 1 }, [{ $replaceWith: { a: 1 } }], options)).toThrow(
      expect.objectContaining({ code: 72 }),
    );
    expect(() => applyUpdate({ _id: 1 }, [{ $match: {} }], options)).toThrow(
      expect.objectContaining({ code: 72 }),
    );
  });
});

describe('an upsert', () => {
  it('begins with what the filter fixes', () => {
    const filter = {
      a: 1,
      'b.c': { $eq: 2 },
      d: { $gt: 3 },
      $and: [{ e: { $in: [5] } }, { f: { $in: [6, 7] } }],
      _id: 9,
    };
    expect(buildUpsert(filter, { $set: { g: 1 }, $setOnInsert: { h: 2 } }, options)).toEqual({
      _id: 9,
      a: 1,
      b: { c: 2 },
      e: 5,
      g: 1,
      h: 2,
    });
  });

  it('takes only the _id for a replacement, and makes one when there is none', () => {
    expect(buildUpsert({ _id: 3, a: 1 }, { b: 2 }, options)).toEqual({ _id: 3, b: 2 });
    expect(buildUpsert({ a: 1 }, { b: 2 }, options)).toEqual({ _id: expect.any(ObjectId), b: 2 });
  });

  it('is refused when the filter fixes a path twice', () => {
    expect(() => buildUpsert({ a: { $all: [1, 2] } }, { $set: { b: 1 } }, options)).toThrow(
      expect.objectContaining({ code: 54 }),
    );
    expect(() => buildUpsert({ a: 1, $and: [{ a: 2 }] }, { $set: { b: 1 } }, options)).toThrow(
      expect.objectContaining({ code: 54 }),
    );
  });
});

describe('values', () => {
  it('have one order over all types', () => {
    const ascending = [
      new MinKey(),
      undefined,
      null,
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      Long.MIN_VALUE,
      -1,
      new Double(0.5),
      1,
      Long.fromString('9007199254740993'),
      9007199254740994,
      Number.POSITIVE_INFINITY,
      '',
      'a',
      'b',
      '\uFFFD',
      '\u{1F600}',
      {},
      { a: 1 },
      { a: 2 },
      { b: 1 },
      { a: 'x' },
      [],
      [1],
      [1, 2],
      [2],
      new ObjectId('000000000000000000000001'),
      false,
      true,
      new Date(0),
      new Date(1),
      new BSONRegExp('a'),
      new MaxKey(),
    ];
    for (const [i, low] of ascending.entries()) {
      for (const [j, high] of ascending.entries()) {
        expect(Math.sign(compareValues(low, high))).toBe(Math.sign(i - j));
        expect(keyOfValue(low) === keyOfValue(high)).toBe(i === j);
      }
    }
  });

  it('that are whole decimals compare with other numbers; fractions are refused', () => {
    expect(compareValues(decimal('2.0'), decimal('2'))).toBe(0);
    expect(compareValues(decimal('2'), Long.fromNumber(1))).toBe(1);
    expect(keyOfValue(decimal('2.0'))).toBe(keyOfValue(new Double(2)));
    for (const text of ['NaN', '0.1', '1E+40', '1.00000000000000000000001']) {
      expect(() => compareValues(decimal(text), 1)).toThrow(expect.objectContaining({ code: 115 }));
    }
  });

  it('of the other types compare by what they hold', () => {
    const ascending = [
      new Binary(Buffer.from([9])),
      new Binary(Buffer.from([1, 2])),
      new Binary(Buffer.from([1, 3])),
      new Timestamp({ t: 1, i: 2 }),
      new Timestamp({ t: 2, i: 1 }),
      new BSONRegExp('a'),
      new BSONRegExp('a', 'i'),
      new Code('a'),
      new Code('b'),
    ];
    expect(ascending.toReversed().toSorted(compareValues)).toEqual(ascending);
  });
});

describe('a filter', () => {
  it('knows the BSON types', () => {
    const document = {
      int: 1,
      double: new Double(1),
      long: Long.fromNumber(1),
      decimal: Decimal128.fromString('1'),
    };
    for (const name of Object.keys(document)) {
      for (const field of Object.keys(document))
        expect(finds({ [field]: { $type: name } }, document)).toBe(field === name);
      expect(finds({ [name]: { $type: 'number', $eq: 1 } }, document)).toBe(true);
    }
    expect(finds({ int: { $type: ['string', 'int'] } }, document)).toBe(true);
  });

  it.each<[number, Document]>([
    [115, { a: { $nonsense: 1 } }],
    [115, { $nonsense: 1 }],
    [115, { a: { $mod: [2, 0] } }],
    [115, { a: { $regex: 'a', $options: 'i' } }],
    [115, { a: new BSONRegExp('a') }],
    [115, { a: { $ne: new BSONRegExp('a') } }],
    [115, { a: { $gt: new BSONRegExp('a') } }],
    [115, { a: { $in: ['b', new BSONRegExp('a')] } }],
    [115, { a: { $all: [new BSONRegExp('a')] } }],
    [2, { a: { $in: 1 } }],
    [2, { a: { $in: [{ $gt: 1 }] } }],
    [2, { a: { $not: {} } }],
    [2, { $and: [] }],
    [2, { a: { $size: -1 } }],
    [2, { a: { $type: 'nonsense' } }],
    [2, { a: { $type: 16 } }],
    [115, { $where: 'true' }],
    [115, { a: { $near: [0, 0] } }],
    [115, { $text: { $search: 'a' } }],
  ])('is refused with code %i: %j', (code, filter) => {
    expect(() => compileFilter(filter)).toThrow(expect.objectContaining({ code }));
  });

  it('folds case and accents under a collation of strength 1 or 2, for equality only', () => {
    const collation = parseCollation({ locale: 'en', strength: 2 });
    expect(compileFilter({ a: 'PING' }, { collation })({ a: 'ping' })).toBe(true);
    expect(compileFilter({ a: 'é' }, { collation })({ a: 'e' })).toBe(false);
    expect(
      compileFilter(
        { a: { $in: ['É'] } },
        { collation: parseCollation({ locale: 'en', strength: 1 }) },
      )({ a: 'e' }),
    ).toBe(true);
    expect(() => compileFilter({ a: { $gt: 'a' } }, { collation })).toThrow(
      expect.objectContaining({ code: 115 }),
    );
    expect(() => parseCollation({ locale: 'en', numericOrdering: true })).toThrow(
      expect.objectContaining({ code: 9 }),
    );
  });

  it('refuses every order of strings under a collation', () => {
    const collation = parseCollation({ locale: 'en', strength: 2 });
    const byName = compileSort({ a: 1 }, collation);
    expect(byName({ a: 1 }, { a: 2 })).toBeLessThan(0);
    const refused = expect.objectContaining({ code: 115 });
    expect(() => byName({ a: 'a' }, { a: 'b' })).toThrow(refused);
    for (const name of ['$min', '$max', '$addToSet', '$pull']) {
      expect(() => compileUpdate({ [name]: { a: 1 } }, { collation })).toThrow(refused);
    }
  });

  it('compares fields with $expr and the variables of `let`', () => {
    const test = compileFilter(
      { $expr: { $gt: ['$a', { $add: ['$b', '$$more'] }] } },
      { let: { more: 2 } },
    );
    expect([test({ a: 5, b: 2 }), test({ a: 4, b: 2 })]).toEqual([true, false]);
  });
});

describe('a projection', () => {
  it('with a positional operator is refused', () => {
    expect(() => compileProjection({ 'l.$': 1 })).toThrow(
      expect.objectContaining({ code: 16410, message: expect.stringContaining('MONGODB_URI') }),
    );
  });
});
