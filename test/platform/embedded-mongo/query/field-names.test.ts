import { describe, expect, it } from '@jest/globals';
import {
  buildUpsert,
  compileFilter,
  compileProjection,
} from '../../../../platform/embedded-mongo/query/index.ts';
import type { Document } from '../../../../platform/embedded-mongo/types.ts';
import { run } from '../aggregate/run.ts';
import { applyUpdate } from './apply-update.ts';

/** Every way by which a field name from outside becomes a property. */
const PATHS = [
  '__proto__',
  '__proto__.polluted',
  'constructor.prototype.polluted',
  'a.__proto__.polluted',
];
const options = { now: new Date(0) };
const ownNames = Object.getOwnPropertyNames(Object.prototype);

/** A document with an own field called __proto__, as the wire can bring it. */
const hostile = (): Document =>
  JSON.parse('{"_id":1,"a":{},"l":[{}],"__proto__":{"polluted":"yes"}}');

/** What has reached the prototypes that all objects share. */
function polluted(): string[] {
  const added = Object.getOwnPropertyNames(Object.prototype).filter(
    (name) => !ownNames.includes(name),
  );
  return Object.hasOwn(Object, 'polluted') ? [...added, 'Object.polluted'] : added;
}

/** The code by which an update is refused; undefined when it is done. */
function codeOf(update: Document, document: Document): unknown {
  try {
    applyUpdate(document, update, options);
    return undefined;
  } catch (error) {
    return error instanceof Error ? Reflect.get(error, 'code') : error;
  }
}

describe.each(PATHS)('the field name %s', (path) => {
  it.each<[string, Document]>([
    ['$set', { $set: { [path]: 'yes' } }],
    ['$set below an array', { $set: { [`l.0.${path}`]: 'yes' } }],
    ['$unset', { $unset: { [path]: 1 } }],
    ['$inc', { $inc: { [path]: 1 } }],
    ['$push', { $push: { [path]: 1 } }],
    ['$addToSet', { $addToSet: { [path]: 1 } }],
    ['$pull', { $pull: { [path]: 1 } }],
  ])('stays a field in %s', (_, update) => {
    expect([undefined, 28]).toContain(codeOf(update, { _id: 1, a: {}, l: [{}] }));
    expect([undefined, 14, 2, 28]).toContain(codeOf(update, hostile()));
    expect(buildUpsert({ [path]: 'yes' }, { $set: { b: 1 } }, options)).toHaveProperty('_id');
    expect(polluted()).toEqual([]);
  });

  it('stays a field in pipelines', async () => {
    await run(
      [hostile()],
      [{ $set: { [path]: 'yes' } }, { $project: { [path]: 1, x: { $literal: hostile() } } }],
    );
    await run(
      [hostile()],
      [{ $unset: path }, { $unwind: { path: `$${path}`, preserveNullAndEmptyArrays: true } }],
    );
    await run([hostile()], [{ $group: { _id: { k: `$${path}` }, most: { $max: '$$ROOT' } } }]);
    const join = { from: 'x', localField: path, foreignField: path, as: path };
    await run([hostile()], [{ $lookup: join }], [hostile()]);
    if (!path.includes('.')) {
      await run([hostile()], [{ $group: { _id: { [path]: '$a' }, [path]: { $max: '$a' } } }]);
      await run([hostile()], [{ $facet: { [path]: [{ $count: path }] } }]);
    }
    expect(polluted()).toEqual([]);
  });

  it('stays a field in filters and projections', () => {
    expect(compileFilter({ [path]: 'nothing of the kind' })(hostile())).toBe(false);
    expect(compileFilter({ [path]: { $exists: true } })({ a: {} })).toBe(false);
    compileProjection({ [path]: 1 })(hostile());
    compileProjection({ [path]: 0 })(hostile());
    compileProjection({ [path]: { $slice: 1 } })(hostile());
    expect(polluted()).toEqual([]);
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
