import { describe, expect, it } from '@jest/globals';
import { Double, Long, ObjectId } from 'bson';
import * as fc from 'fast-check';
import { compareValues } from '../../../platform/embedded-mongo/query/index.ts';
import { encodeKey } from '../../../platform/embedded-mongo/storage/keys.ts';

const scalar = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.double().map((number) => new Double(number)),
  fc.bigInt({ min: -(2n ** 53n) + 1n, max: 2n ** 53n - 1n }).map((whole) => Long.fromBigInt(whole)),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
  fc.string({ unit: fc.constantFrom('a', '\0', '\u0001', 'ÿ'), maxLength: 4 }),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.constantFrom(2 ** 53),
);
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('a', 'b', 'ab'), scalar, { maxKeys: 3 }),
);

describe('encoded keys', () => {
  it('order as MongoDB orders the values', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const order = Math.sign(Buffer.compare(encodeKey([a]), encodeKey([b])));
        expect(order + 0).toBe(Math.sign(compareValues(a, b)) + 0);
      }),
      { numRuns: 5000 },
    );
  });

  it('order compound and descending parts', () => {
    fc.assert(
      fc.property(fc.tuple(scalar, scalar), fc.tuple(scalar, scalar), (a, b) => {
        const order = Math.sign(Buffer.compare(encodeKey(a, [1, -1]), encodeKey(b, [1, -1])));
        const expected = compareValues(a[0], b[0]) || -compareValues(a[1], b[1]);
        expect(order + 0).toBe(Math.sign(expected) + 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuse what is too long to be a key', () => {
    expect(() => encodeKey(['x'.repeat(901)])).toThrow(/not supported/);
    expect(encodeKey(['x'.repeat(890)]).length).toBeLessThan(900);
  });
});
