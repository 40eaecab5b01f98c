import { describe, expect, test } from '@jest/globals';
import { findDeputy, isThere, type Leave } from '../../../people/index.ts';

const monday = new Date('2026-11-23T00:00:00+08:00');
const friday = new Date('2026-11-27T00:00:00+08:00');
const tuesday = new Date('2026-11-24T09:00:00+08:00');

function buildColleague(id: string, deputyId?: string): { id: string; leaves?: Leave[] } {
  return {
    id,
    ...(deputyId !== undefined && { leaves: [{ from: monday, until: friday, deputyId }] }),
  };
}

describe('findDeputy', () => {
  test('finds nobody for who is there', () => {
    expect(findDeputy([buildColleague('a')], 'a', tuesday)).toBeUndefined();
  });

  test('finds who stands in, from the first moment of the leave to before its end', () => {
    const accounts = [buildColleague('a', 'b'), buildColleague('b')];
    expect(findDeputy(accounts, 'a', tuesday)?.id).toBe('b');
    expect(findDeputy(accounts, 'a', monday)?.id).toBe('b');
    expect(findDeputy(accounts, 'a', friday)).toBeUndefined();
  });

  test('goes on to the deputy of a deputy who is away', () => {
    const accounts = [buildColleague('a', 'b'), buildColleague('b', 'c'), buildColleague('c')];
    expect(findDeputy(accounts, 'a', tuesday)?.id).toBe('c');
  });

  test('finds nobody where two stand in for each other and both are away', () => {
    const accounts = [buildColleague('a', 'b'), buildColleague('b', 'a')];
    expect(findDeputy(accounts, 'a', tuesday)).toBeUndefined();
  });

  test('passes over a deputy whose account is closed', () => {
    const accounts = [buildColleague('a', 'b'), { ...buildColleague('b'), disabledAt: monday }];
    expect(findDeputy(accounts, 'a', tuesday)).toBeUndefined();
  });
});

describe('isThere', () => {
  test('is false on leave and for a closed account', () => {
    expect(isThere(buildColleague('a', 'b'), tuesday)).toBe(false);
    expect(isThere({ id: 'a', disabledAt: monday }, tuesday)).toBe(false);
    expect(isThere(buildColleague('a', 'b'), friday)).toBe(true);
  });
});
