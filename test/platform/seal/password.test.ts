import { describe, expect, test } from '@jest/globals';
import { createPasswords, hashToken, newId, newToken } from '../../../platform/seal/index.ts';

describe('passwords', () => {
  test('are kept as argon2id hashes and checked against them', async () => {
    const passwords = createPasswords({ maxRunning: 2, maxWaiting: 10 });
    const hash = await passwords.hashPassword('correct horse');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.verifyPassword(hash, 'correct horse')).toBe(true);
    expect(await passwords.verifyPassword(hash, 'wrong horse')).toBe(false);
    expect(await passwords.hashPassword('correct horse')).not.toBe(hash);
  });

  test('of nobody are checked too, and never right', async () => {
    const passwords = createPasswords({ maxRunning: 2, maxWaiting: 10 });
    expect(await passwords.verifyPassword(undefined, 'anything')).toBe(false);
    expect(await passwords.verifyPassword(undefined, 'no password has this hash')).toBe(false);
  });

  test('wait for their turn, and are refused when too many wait', async () => {
    const passwords = createPasswords({ maxRunning: 1, maxWaiting: 2 });
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) => passwords.hashPassword(`password ${index}`)),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    expect(results.map(({ status }) => status).slice(0, 3)).toEqual(Array(3).fill('fulfilled'));
    expect(refused.map(({ reason }) => Reflect.get(reason, 'code'))).toEqual(
      Array(3).fill('password_busy'),
    );
    expect(await passwords.hashPassword('later')).toContain('argon2id');
  });
});

describe('random ids and tokens', () => {
  test('never repeat, and are safe in a URL', () => {
    const made = Array.from({ length: 1000 }, () => [newId(), newToken()]).flat();
    expect(new Set(made).size).toBe(made.length);
    for (const id of made) expect(id).toMatch(/^[\w-]{20,43}$/);
  });

  test('are stored as a hash that is the same each time', () => {
    const token = newToken();
    expect(hashToken(token)).toBe(hashToken(token));
    expect(hashToken(token)).not.toContain(token);
  });
});
