import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import {
  compileExpression,
  compileFilter,
} from '../../../../platform/embedded-mongo/query/index.ts';
import { run } from '../aggregate/run.ts';
import { applyUpdate } from './apply-update.ts';

const readme = readFileSync(
  new URL('../../../../platform/embedded-mongo/query/README.md', import.meta.url),
  'utf8',
);

/** The operators that one row of the README's table names. */
function listed(part: string): string[] {
  const row = readme.split('\n').find((line) => line.startsWith(`| ${part} |`)) ?? '';
  return [...row.matchAll(/`(\$[a-z]\w*)`/gi)].flatMap(([, name]) => name ?? []);
}

/** The message of a refusal, or nothing: a wrong argument is not what is asked here. */
async function refusal(call: () => unknown): Promise<string> {
  try {
    await call();
    return '';
  } catch (error) {
    const message = String(error);
    return /not supported|unknown operator|Unknown modifier|unknown top level/.test(message)
      ? message
      : '';
  }
}

describe('the README', () => {
  it.each([
    [
      'filters',
      14,
      (name: string) =>
        compileFilter(/and|or|expr/i.test(name) ? { [name]: [] } : { a: { [name]: [] } }),
    ],
    [
      'updates',
      9,
      (name: string) =>
        applyUpdate(
          {},
          name === '$each' ? { $push: { a: { $each: [] } } } : { [name]: { a: true } },
          { now: new Date(0) },
        ),
    ],
    ['stages', 14, async (name: string) => run([], [{ [name]: {} }])],
    [
      'accumulators',
      5,
      async (name: string) => run([], [{ $group: { _id: 1, a: { [name]: {} } } }]),
    ],
    ['expressions', 15, (name: string) => compileExpression({ [name]: [] }, {})],
  ])('lists no operator among the %s that is refused', async (part, least, call) => {
    const names = listed(part);
    expect(names.length).toBeGreaterThanOrEqual(least);
    const refusals = await Promise.all(names.map(async (name) => refusal(() => call(name))));
    expect(refusals.filter(Boolean)).toEqual([]);
  });
});
