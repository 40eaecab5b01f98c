import { describe, expect, test } from '@jest/globals';
import { judgeAge } from '../../../bot/wechaty/judge-age.ts';

const heardAt = new Date('2026-11-20T10:00:00Z');
const before = (minutes: number) => new Date(heardAt.getTime() - minutes * 60_000);
const judge = (ageMinutes: number, connectedMinutesAgo?: number, account = 'ours') =>
  judgeAge(
    { sentAt: before(ageMinutes), heardAt, account },
    connectedMinutesAgo === undefined
      ? {}
      : { before: { account: 'ours', at: before(connectedMinutesAgo) } },
  );

describe('a message of the account', () => {
  test('that was written just now is live, also for an account that is new here', () => {
    expect(judge(1)).toBe('live');
    expect(judge(2)).toBe('live');
  });

  test('that was written while nobody listened was missed', () => {
    expect(judge(30, 45)).toBe('missed');
    expect(judge(46, 45)).toBe('missed');
  });

  test('that comes late, but was written since the account logged in, is taken, whatever is known of before', () => {
    const heard = { sentAt: before(30), heardAt, account: 'new' };
    const login = { account: 'new', at: before(60) };
    expect(judgeAge(heard, { login })).toBe('missed');
    expect(judgeAge(heard, { login, before: { account: 'ours', at: before(90) } })).toBe('missed');
    expect(judgeAge({ ...heard, account: 'ours' }, { login })).toBe('foreign');
    expect(judgeAge({ ...heard, sentAt: before(90) }, { login })).toBe('foreign');
  });

  test('that was written while the account was connected is history that comes again', () => {
    expect(judge(120, 45)).toBe('replayed');
  });

  test('of before this account was ever connected, of another account, or of last week is not ours', () => {
    expect(judge(30)).toBe('foreign');
    expect(judge(30, 45, 'another')).toBe('foreign');
    expect(judge(73 * 60, 74 * 60)).toBe('foreign');
  });
});
