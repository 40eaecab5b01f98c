import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { chooseOwner, findRule, previewRouting, type Ticket } from '../../../tickets/index.ts';
import { buildRule } from '../../support/build-rule.ts';
import { buildTicket } from '../../support/build-ticket.ts';

const fold = (text: string): string => text.toLowerCase();
const matter = buildTicket({
  kind: 'complaint',
  area: '市场监管',
  facts: { story: '没有出示执法证就查封了货架', place: '桥头镇东街', actingUnit: '县市场监管局' },
});

async function* listAll(tickets: readonly Ticket[]): AsyncIterable<Ticket> {
  yield* tickets;
}

describe('findRule', () => {
  test.each([
    [{ kinds: ['complaint'] }, true],
    [{ kinds: ['consultation'] }, false],
    [{ areas: ['市场监管', '城市管理'] }, true],
    [{ areas: ['城市管理'] }, false],
    [{ places: ['塘溪', '桥头'] }, true],
    [{ places: ['县市场'] }, true],
    [{ places: ['塘溪'] }, false],
    [{ matters: ['查封'] }, true],
    [{ matters: ['罚款'] }, false],
    [{ places: ['桥头'], matters: ['罚款'] }, false],
    [{}, true],
  ] as const)('looks at place, area, matter and kind: %j', (conditions, isFound) => {
    const rule = buildRule({ id: 'r-1', ...conditions });
    expect(findRule([rule], matter, fold)).toEqual(isFound ? rule : undefined);
  });

  test('takes the first that holds', () => {
    const rules = [
      buildRule({ id: 'r-1', areas: ['城市管理'] }),
      buildRule({ id: 'r-2', places: ['桥头'] }),
      buildRule({ id: 'r-3' }),
    ];
    expect(findRule(rules, matter, fold)?.id).toBe('r-2');
  });

  test('does not let a matter without an area through a rule of an area', () => {
    const { area: _, ...bare } = matter;
    expect(findRule([buildRule({ id: 'r', areas: ['市场监管'] })], bare, fold)).toBeUndefined();
  });
});

describe('chooseOwner', () => {
  test('gives to whoever has least, the first of equals', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9)), (counts) => {
        const candidates = counts.map((open, index) => ({ id: `a-${index}`, open }));
        const least = counts.indexOf(Math.min(...counts));
        expect(chooseOwner(candidates)).toBe(counts.length === 0 ? undefined : `a-${least}`);
      }),
    );
  });

  test('evens the load out: given one after the other, nobody has two more than another', () => {
    const open = new Map([
      ['a', 0],
      ['b', 0],
      ['c', 0],
    ]);
    for (let index = 0; index < 50; index += 1) {
      const owner = chooseOwner([...open].map(([id, count]) => ({ id, open: count }))) ?? '';
      open.set(owner, (open.get(owner) ?? 0) + 1);
    }
    expect(Math.max(...open.values()) - Math.min(...open.values())).toBeLessThan(2);
  });
});

describe('previewRouting', () => {
  const before = [buildRule({ id: 'old', areas: ['市场监管'], section: '一科' })];

  test('tells what would have gone elsewhere, the newest first, and what is sent by nobody', async () => {
    const after = [
      buildRule({ id: 'new', areas: ['市场监管'], places: ['桥头'], unitId: 'office' }),
    ];
    const elsewhere = buildTicket({ area: '市场监管', facts: { place: '城关' } });
    const other = buildTicket({ area: '交通运输' });
    const preview = await previewRouting(listAll([elsewhere, matter, other]), before, after, fold);
    expect(preview).toMatchObject({ total: 3, changed: 2, unrouted: { before: 1, after: 2 } });
    expect(preview.samples.map(({ number, from, to }) => [number, from?.id, to?.id])).toEqual([
      [matter.number, 'old', 'new'],
      [elsewhere.number, 'old', undefined],
    ]);
    expect([...preview.hits]).toEqual([['new', 1]]);
  });

  test('finds no change where other rules send to the same place', async () => {
    const after = [buildRule({ id: 'renamed', section: '一科' })];
    expect((await previewRouting(listAll([matter]), before, after, fold)).changed).toBe(0);
  });
});
