import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  createSupervision,
  supervise,
  type Happening,
  type Supervision,
} from '../../../bot/wechaty/supervision.ts';

const start = new Date('2026-11-20T02:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

/** Lets things happen, each at its second; returns where it ends and all that had to be done. */
function live(...happenings: readonly (readonly [seconds: number, happening: Happening])[]) {
  let supervision: Supervision = createSupervision(start);
  const effects: string[] = [];
  for (const [seconds, happening] of happenings) {
    const next = supervise(supervision, happening, { at: after(seconds), random: () => 0 });
    supervision = next.supervision;
    effects.push(...next.effects);
  }
  return { supervision, effects };
}

const on = { kind: 'switched_on' } as const;
const off = { kind: 'switched_off' } as const;
const tick = { kind: 'tick' } as const;
const active = { kind: 'active' } as const;
const login = { kind: 'login' } as const;
const logout = { kind: 'logout' } as const;
const exit = { kind: 'exit' } as const;
const beat = (isLoggedIn = true, isActive = true) =>
  ({ kind: 'beat', isActive, isLoggedIn }) as const;

describe('the supervision of the child', () => {
  test('forks once, however often it is switched on', () => {
    const { supervision, effects } = live([0, on], [1, on], [2, active], [3, login], [4, on]);
    expect(effects).toEqual(['fork']);
    expect(supervision).toMatchObject({ generation: 1, phase: { kind: 'online' } });
  });

  test('kills a start that takes twenty seconds', () => {
    expect(live([0, on], [19, tick]).effects).toEqual(['fork']);
    const { supervision, effects } = live([0, on], [20, tick], [20.1, exit]);
    expect(effects).toEqual(['fork', 'kill']);
    expect(supervision.lastEnd?.reason).toBe('start_timed_out');
    expect(supervision.phase).toEqual({ kind: 'waiting', until: after(21.1) });
  });

  test('kills a child that says nothing for fifteen seconds', () => {
    const alive = live([0, on], [1, active], [2, login], [12, beat()], [26, tick]);
    expect(alive.effects).toEqual(['fork']);
    const silent = live([0, on], [1, active], [2, login], [17, tick]);
    expect(silent.effects).toEqual(['fork', 'kill']);
    expect(silent.supervision.lastEnd?.reason).toBe('hung');
  });

  test('sees that an account is logged out also when nobody says so', () => {
    const { supervision, effects } = live([0, on], [1, active], [2, login], [7, beat(false)]);
    expect(effects).toEqual(['fork', 'ask_to_stop']);
    expect(supervision.lastEnd?.reason).toBe('logged_out');
  });

  test('kills what does not end by itself within a second and a half, and starts afresh', () => {
    const { supervision, effects } = live(
      [0, on],
      [1, login],
      [2, logout],
      [3.5, tick],
      [3.6, exit],
      [4.6, tick],
    );
    expect(effects).toEqual(['fork', 'ask_to_stop', 'kill', 'fork']);
    expect(supervision.generation).toBe(2);
  });

  test('a restart by staff shortens the wait, and is no second start of what just starts', () => {
    const ending = live([0, on], [1, login], [2, logout], [2.1, { kind: 'restart' }], [2.5, exit]);
    expect(ending.effects).toEqual(['fork', 'ask_to_stop', 'fork']);
    const starting = live([0, on], [1, { kind: 'restart' }], [2, login]);
    expect(starting.effects).toEqual(['fork']);
    expect(starting.supervision.phase.kind).toBe('online');
  });

  test('wants no more scan once the code was scanned', () => {
    const asked = live([0, on], [1, { kind: 'scan', url: 'https://login.example.cn' }]);
    expect(asked.supervision.phase).toHaveProperty('loginUrl');
    const scanned = live([0, on], [1, { kind: 'scan', url: '' }]);
    expect(scanned.supervision.phase).toEqual({ kind: 'scanning', since: after(1) });
  });

  test('waits longer after each failure, at most five minutes, and forgets them after a stable minute', () => {
    const crash = (at: number) =>
      [
        [at, tick],
        [at + 0.1, exit],
      ] as const;
    const waits: number[] = [];
    let seconds = 0;
    const story: (readonly [number, Happening])[] = [[0, on]];
    for (let turn = 0; turn < 12; turn += 1) {
      story.push(...crash(seconds));
      const { phase } = live(...story).supervision;
      const until = phase.kind === 'waiting' ? phase.until.getTime() : 0;
      waits.push(Math.round((until - after(seconds + 0.1).getTime()) / 1000));
      seconds = (until - start.getTime()) / 1000;
    }
    expect(waits.slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
    expect(waits.at(-1)).toBe(300);
    story.push([seconds, tick], [seconds + 1, login], [seconds + 62, exit]);
    expect(live(...story).supervision.failures).toBe(1);
  });

  test('stays off once it is switched off, whatever the child still says', () => {
    const { supervision, effects } = live([0, on], [1, login], [2, off], [2.1, logout], [3, exit]);
    expect(effects).toEqual(['fork', 'ask_to_stop']);
    expect(supervision.phase).toEqual({ kind: 'off' });
  });

  test('never has two children, in any order of happenings', () => {
    const happening = fc.constantFrom<Happening>(
      on,
      off,
      { kind: 'restart' },
      tick,
      active,
      { kind: 'scan', url: 'https://login.example.cn' },
      login,
      logout,
      beat(),
      beat(false),
      beat(false, false),
      { kind: 'failed', reason: 'no_puppet' },
      exit,
    );
    const step = fc.tuple(fc.nat({ max: 400 }), happening);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        expect(countMostChildren(steps)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

/** The most children that ran at a time; 2 also when one is left running while the supervision is off. */
function countMostChildren(steps: readonly (readonly [number, Happening])[]): number {
  let supervision = createSupervision(start);
  let seconds = 0;
  let children = 0;
  let most = 0;
  for (const [pause, next] of steps) {
    // A child that is gone ends once.
    if (next.kind === 'exit' && children === 0) continue;
    if (next.kind === 'exit') children -= 1;
    seconds += pause;
    const done = supervise(supervision, next, { at: after(seconds), random: () => 0.5 });
    supervision = done.supervision;
    if (done.effects.includes('fork')) children += 1;
    const isForgotten = supervision.phase.kind === 'off' && children > 0;
    most = Math.max(most, isForgotten ? 2 : children);
  }
  return most;
}
