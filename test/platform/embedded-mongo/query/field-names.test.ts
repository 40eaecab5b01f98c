import { afterEach, describe, expect, it } from '@jest/globals';
import {
  applyUpdate,
  buildUpsert,
  compileFilter,
  compileProjection,
} from '../../../../platform/embedded-mongo/query/index.ts';
import type { Document } from '../../../../platform/embedded-mongo/types.ts';
import { run } from '../aggregate/run.ts';

/** Every way by which a field name from outside becomes a property. */
const PATHS = [
  '__proto__',
  '__proto__.polluted',
  'constructor.prototype.polluted',
  'a.__proto__.polluted',
];
const options = { now: new Date(0) };
const ownNames = Object.getOwnPropertyNames(Object.prototype).toString();

/** A document with an own field called __proto__, as the wire can bring it. */
const hostile = (): Document =>
  JSON.parse('{"_id":1,"a":{},"l":[{}],"__proto__":{"polluted":"yes"}}');

describe.each(PATHS)('the field name %s', (path) => {
  afterEach(() => {
    expect(Object.getOwnPropertyNames(Object.prototype).toString()).toBe(ownNames);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Reflect.get(Object, 'polluted')).toBeUndefined();
  });

  it.each<[string, Document]>([
    ['$set', { $set: { [path]: 'yes' } }],
    ['$set below an array', { $set: { [`l.0.${path}`]: 'yes' } }],
    ['$unset', { $unset: { [path]: 1 } }],
    ['$inc', { $inc: { [path]: 1 } }],
    ['$push', { $push: { [path]: 1 } }],
    ['$rename to it', { $rename: { a: path.replace('a.', 'b.') } }],
    ['$rename from it', { $rename: { [path]: 'renamed' } }],
    ['$setOnInsert', { $setOnInsert: { [path]: 'yes' } }],
  ])('stays a field in %s', (_, update) => {
    const outcome = (document: Document): unknown => {
      try {
        return applyUpdate(document, update, options);
      } catch (error) {
        return error;
      }
    };
    expect(Object.getPrototypeOf(outcome({ _id: 1, a: {}, l: [{}] }))).not.toBeNull();
    outcome(hostile());
    buildUpsert({ [path]: 'yes' }, {}, options);
  });

  it('stays a field in pipelines', async () => {
    await run(
      [hostile()],
      [{ $set: { [path]: 'yes' } }, { $project: { [path]: 1, x: { $literal: hostile() } } }],
    );
    await run(
      [hostile()],
      [{ $unset: path }, { $unwind: { path: `$${path}`, includeArrayIndex: path } }],
    );
    await run(
      [hostile()],
      [{ $group: { _id: { k: `$${path}` }, merged: { $mergeObjects: '$$ROOT' } } }],
    );
    const join = { from: 'x', localField: path, foreignField: path, as: path };
    await run([hostile()], [{ $lookup: join }], [hostile()]);
    await run([hostile()], [{ $replaceWith: { $mergeObjects: ['$$ROOT', hostile()] } }]);
    if (!path.includes('.')) {
      await run([hostile()], [{ $group: { _id: { [path]: '$a' }, [path]: { $first: '$a' } } }]);
      await run([hostile()], [{ $facet: { [path]: [{ $count: path }] } }]);
    }
  });

  it('stays a field in filters and projections', () => {
    expect(compileFilter({ [path]: 'nothing of the kind' })(hostile())).toBe(false);
    expect(compileFilter({ [path]: { $exists: true } })({ a: {} })).toBe(false);
    compileProjection({ [path]: 1 })(hostile());
    compileProjection({ [path]: 0 })(hostile());
    compileProjection({ [path]: { $slice: 1 } })(hostile());
  });
});

describe('a field called __proto__', () => {
  it('is set, found, projected and kept as any other', () => {
    const made = applyUpdate({ _id: 1 }, { $set: { '__proto__.deep': 1 } }, options);
    expect(Object.keys(made)).toEqual(['_id', '__proto__']);
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(compileFilter({ '__proto__.deep': 1 })(made)).toBe(true);
    expect(Object.keys(compileProjection({ __proto: 1, ['__proto__']: 1 })(made))).toEqual([
      '_id',
      '__proto__',
    ]);
  });
});
