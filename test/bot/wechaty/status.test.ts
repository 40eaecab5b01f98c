import { describe, expect, test } from '@jest/globals';
import {
  toAvailability,
  toStatus,
  type Supervision,
  type WechatyStatus,
} from '../../../bot/wechaty/index.ts';

const at = new Date('2026-11-20T10:00:00Z');
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);

function buildStatus(phase: Supervision['phase'], failures = 0, renewed = at): WechatyStatus {
  return toStatus({ phase, generation: 1, failures, beatAt: at }, renewed);
}

describe('words for the account', () => {
  test('leave while it is online', () => {
    expect(toAvailability(buildStatus({ kind: 'online', since: at }), later(20))).toBe('online');
  });

  test('are tried again soon while it starts, or its cookies log it in', () => {
    expect(toAvailability(buildStatus({ kind: 'starting', since: at }), at)).toBe('soon');
    expect(toAvailability(buildStatus({ kind: 'scanning', since: at }), later(1))).toBe('soon');
    expect(toAvailability(buildStatus({ kind: 'waiting', until: later(9) }, 3), at)).toBe('soon');
  });

  test('wait for a person who scans the code, or looks after an account that does not come back', () => {
    const scanning = { kind: 'scanning', since: at } as const;
    const asked = { ...scanning, loginUrl: 'https://login.example.cn/l/1' };
    expect(toAvailability(buildStatus(asked), later(1))).toBe('down');
    expect(toAvailability(buildStatus(scanning, 0, later(61)), later(61))).toBe('down');
    expect(toAvailability(buildStatus({ kind: 'starting', since: at }, 6), at)).toBe('down');
    expect(toAvailability(buildStatus({ kind: 'off' }), at)).toBe('down');
  });

  test('wait when no process has told of it for half a minute', () => {
    const online = buildStatus({ kind: 'online', since: at });
    expect(toAvailability(online, later(31))).toBe('down');
    expect(toAvailability(undefined, at)).toBe('down');
  });
});
