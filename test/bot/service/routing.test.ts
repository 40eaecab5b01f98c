import { describe, expect, test } from '@jest/globals';
import { createRoute } from '../../../bot/service/routing.ts';
import type { Account } from '../../../people/index.ts';
import type { Matter, RoutingRule } from '../../../tickets/index.ts';
import { buildRule, buildTable } from '../../support/build-rule.ts';
import { buildTicket } from '../../support/build-ticket.ts';
import { buildCounty } from '../../support/build-units.ts';

const now = new Date('2026-11-24T02:00:00Z');
const leave = { from: new Date(now.getTime() - 1), until: new Date(now.getTime() + 1) };
const pool = ['a-1', 'a-2', 'a-3'];

function buildAccount(id: string, fields: Partial<Account> = {}): Account {
  return {
    id,
    version: 1,
    username: id,
    name: id,
    roles: ['handler'],
    passwordHash: '',
    mustChangePassword: false,
    ...fields,
  };
}

/** The route over these accounts, with so many open tickets each. */
function buildRoute(
  rules: readonly RoutingRule[],
  accounts: readonly Account[],
  open: Readonly<Record<string, number>> = {},
) {
  const errors: unknown[] = [];
  const route = createRoute({
    units: { all: buildCounty },
    accounts: { list: async () => accounts },
    watch: { countOpen: async (ids) => new Map(ids.map((id) => [id, open[id] ?? 0])) },
    routing: { list: async () => [buildTable(rules)] },
    now: () => now,
    onError: (error) => void errors.push(error),
  });
  return { route, errors };
}

const against = (actingUnit: string): Matter => buildTicket({ facts: { actingUnit } });
const shared = [buildRule({ id: 'r', unitId: 'bureau', section: '一科', assigneeIds: pool })];

describe('the route of a new matter', () => {
  test('leads to the desk of the rule and to whoever has least', async () => {
    const { route } = buildRoute(
      shared,
      pool.map((id) => buildAccount(id)),
      { 'a-1': 2, 'a-2': 1, 'a-3': 3 },
    );
    expect(await route(against('清河县城市管理局'))).toEqual({
      unitId: 'bureau',
      section: '一科',
      guessedUnitIds: ['urban'],
      assigneeId: 'a-2',
      by: '1:r',
    });
  });

  test('passes who is on leave, and finds the deputy', async () => {
    const accounts = [
      buildAccount('a-1', { leaves: [{ ...leave, deputyId: 'a-9' }] }),
      buildAccount('a-2', { leaves: [leave] }),
      buildAccount('a-3'),
      buildAccount('a-9'),
    ];
    const { route } = buildRoute(shared, accounts, { 'a-3': 1 });
    expect(await route(against(''))).toMatchObject({ assigneeId: 'a-9' });
  });

  test.each<readonly [string, Partial<Account>]>([
    ['closed', { disabledAt: now }],
    ['no handler', { roles: ['analyst'] }],
    ['of the unit that it is against', { unitId: 'urban' }],
    ['outside', { scope: { areas: ['交通运输'] } }],
    [
      'recused',
      {
        recusals: [
          {
            id: 'r-1',
            matter: { kind: 'unit', unitId: 'urban' },
            reason: '近亲属',
            by: 'self',
            setBy: 'a-1',
            at: now,
          },
        ],
      },
    ],
  ])('gives nothing to an account that is %s', async (_, fields) => {
    const accounts = [buildAccount('a-1', fields), buildAccount('a-2')];
    const { route } = buildRoute(shared, accounts, { 'a-2': 9 });
    expect(await route(against('清河县城市管理局'))).toMatchObject({ assigneeId: 'a-2' });
  });

  test('passes by the judicial office of the town that it is against, to the bureau', async () => {
    const rules = [buildRule({ id: 'r', places: ['桥头'], unitId: 'office', section: '窗口' })];
    const { route } = buildRoute(rules, []);
    expect(await route(against('桥头镇综合行政执法队'))).toEqual({
      unitId: 'bureau',
      guessedUnitIds: ['empowered'],
      by: '1:r',
    });
    const elsewhere: Matter = buildTicket({
      facts: { actingUnit: '清河县城市管理局', place: '桥头镇东街' },
    });
    expect(await route(elsewhere)).toMatchObject({ unitId: 'office', section: '窗口' });
  });

  test('passes it by also where the story alone names the unit, or several may be meant', async () => {
    const rules = [buildRule({ id: 'r', places: ['桥头'], unitId: 'office', section: '窗口' })];
    const { route } = buildRoute(rules, []);
    const told: Matter = buildTicket({
      facts: { story: '桥头镇综合行政执法队没有亮证就罚款，我找过桥头司法所', place: '桥头镇东街' },
    });
    expect(await route(told)).toEqual({
      unitId: 'bureau',
      guessedUnitIds: ['empowered'],
      by: '1:r',
    });
    const several = await route(against('城市管理局'));
    expect(several.guessedUnitIds).toEqual(['city-urban', 'urban']);
  });

  test('is only the guess where no rule holds or the rules cannot be read', async () => {
    const none = buildRoute([buildRule({ id: 'r', areas: ['交通运输'] })], []);
    expect(await none.route(against('县城管'))).toEqual({ guessedUnitIds: ['urban'] });
    const away = createRoute({
      units: { all: buildCounty },
      accounts: { list: async () => [] },
      watch: { countOpen: async () => new Map() },
      routing: { list: () => Promise.reject(new Error('away')) },
      now: () => now,
      onError: () => undefined,
    });
    expect(await away(against('县城管'))).toEqual({ guessedUnitIds: ['urban'] });
  });
});
