import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  askForPerson,
  closeExchange,
  defaultHandOverLimits,
  endByItself,
  findWaitMs,
  followPlatform,
  hearPerson,
  isWithBot,
  leaveForBot,
  listWaits,
  passOn,
  passTime,
  releaseToQueue,
  speak,
  takeOver,
  type HandOver,
  type StaffName,
} from '../../../bot/index.ts';
import {
  alwaysOpen,
  buildSummary,
  later,
  li,
  monday,
  wang,
} from '../../support/build-hand-over.ts';

const asked = { personId: 'p1', channel: 'web-chat', messageId: 'm1', cause: 'words' } as const;
const person = { personId: 'p1', channel: 'web-chat' } as const;
const summary = buildSummary();

function inQueue(): HandOver {
  return askForPerson(undefined, { ...asked, at: monday });
}

function withWang(): HandOver {
  return takeOver(inQueue(), { ...person, by: wang, at: later(monday, 3) });
}

const codeOf = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return Reflect.get(Object(error), 'code');
  }
  return undefined;
};

const takeAsLi = () => takeOver(withWang(), { ...person, by: li, at: monday });

/** What came of a move, or the code with which it was refused. */
function tryMove(move: () => HandOver | undefined): {
  readonly found: HandOver | undefined;
  readonly refusal?: string;
} {
  try {
    return { found: move() };
  } catch (error) {
    return { found: undefined, refusal: String(Reflect.get(Object(error), 'code')) };
  }
}

describe('a conversation that changes hands', () => {
  test('goes from the bot into the queue and to whoever takes it, and says so', () => {
    expect(inQueue().hands).toEqual({ kind: 'waiting' });
    const taken = withWang();
    expect(taken.hands).toEqual({ kind: 'person', by: wang, since: later(monday, 3) });
    expect(taken.owed.map(({ key }) => key)).toEqual(['hand_over.taken']);
    expect(findWaitMs(taken)).toBe(180_000);
  });

  test('is not taken by a second person, who learns who has it', () => {
    expect(codeOf(takeAsLi)).toBe('conversation_taken');
    expect(takeAsLi).toThrow(expect.objectContaining({ by: wang.name }));
  });

  test('taken twice by the same person is taken once', () => {
    const taken = withWang();
    expect(takeOver(taken, { ...person, by: wang, at: later(monday, 9) })).toBe(taken);
  });

  test('asked for twice keeps its place', () => {
    const first = inQueue();
    expect(askForPerson(first, { ...asked, messageId: 'm2', at: later(monday, 5) })).toBe(first);
  });

  test('is spoken in, passed, released and closed by its owner alone', () => {
    const at = later(monday, 4);
    const taken = withWang();
    const others = [
      () => speak(taken, { by: li, outboxId: 'o1', at }),
      () => passOn(taken, { by: li, to: wang, at, summary }),
      () => releaseToQueue(taken, { by: li, at, summary }),
      () => closeExchange(taken, { by: li, at, summary }),
    ];
    expect(others.map(codeOf)).toEqual(Array(4).fill('conversation_not_yours'));
    expect(speak(taken, { by: wang, outboxId: 'o1', at }).said).toEqual(['o1']);
  });

  test('passed on belongs to the colleague, with the note and the summary', () => {
    const at = later(monday, 4);
    const passed = passOn(withWang(), { by: wang, to: li, at, summary, note: '等他发照片' });
    expect(passed.hands).toMatchObject({ by: li });
    expect(passed.history.at(-1)).toMatchObject({ kind: 'passed', note: '等他发照片', summary });
  });

  test('released waits with its first time of asking', () => {
    const released = releaseToQueue(withWang(), { by: wang, at: later(monday, 9), summary });
    expect(released.hands).toEqual({ kind: 'waiting' });
    expect(released.askedAt).toEqual(monday);
  });

  test('goes back to the bot by word, by closing and by itself', () => {
    const at = later(monday, 9);
    const left = leaveForBot(withWang(), { messageId: 'm9', kind: 'left', at });
    const closed = closeExchange(withWang(), { by: wang, at, summary });
    const ended = endByItself(inQueue(), { kind: 'gave_up', at });
    expect([left, closed, ended].every(isWithBot)).toBe(true);
    expect(left.leftBy).toBe('m9');
    expect(ended.owed.map(({ key }) => key)).toEqual(['hand_over.gave_up']);
  });

  test('with a servicer on the platform is nobody’s at the desk, until the platform ends it', () => {
    const seen = { ...person, channel: 'wecom-kf', at: monday } as const;
    const there = followPlatform(undefined, { ...seen, isWithServicer: true });
    expect(codeOf(() => takeOver(there, { ...person, by: wang, at: monday }))).toBe(
      'conversation_taken',
    );
    expect(isWithBot(followPlatform(there, { ...seen, isWithServicer: false }))).toBe(true);
  });

  test('counts every wait that ended with somebody’s coming', () => {
    const back = closeExchange(withWang(), { by: wang, at: later(monday, 9), summary });
    const again = askForPerson(back, { ...asked, messageId: 'm7', at: later(monday, 60) });
    const served = takeOver(again, { ...person, by: li, at: later(monday, 61) });
    expect(listWaits(served).map(({ waitedMs }) => waitedMs)).toEqual([180_000, 60_000]);
  });
});

type Move = (handOver: HandOver | undefined, at: Date, index: number) => HandOver | undefined;

const staff = fc.constantFrom(wang, li);
const refusals = ['conversation_taken', 'conversation_not_yours'];

/** Any move by anybody; refused ones leave things as they are. */
const moves: fc.Arbitrary<Move> = fc.oneof(
  fc.constant<Move>((found, at, index) =>
    askForPerson(found, { ...asked, messageId: `m${index}`, at }),
  ),
  staff.map<Move>((by) => (found, at) => takeOver(found, { ...person, by, at })),
  fc.tuple(staff, staff).map<Move>(
    ([by, to]) =>
      (found, at) =>
        found && passOn(found, { by, to, at, summary }),
  ),
  staff.map<Move>((by) => (found, at) => found && releaseToQueue(found, { by, at, summary })),
  staff.map<Move>((by) => (found, at) => found && closeExchange(found, { by, at, summary })),
  staff.map<Move>(
    (by) => (found, at, index) => found && speak(found, { by, outboxId: `o${index}`, at }),
  ),
  fc.constant<Move>((found, at) => found && hearPerson(found, { channel: 'web-chat', at })),
  fc.constant<Move>(
    (found, at, index) => found && leaveForBot(found, { messageId: `m${index}`, kind: 'left', at }),
  ),
  fc.boolean().map<Move>((isWithServicer) => (found, at) => {
    return followPlatform(found, { ...person, isWithServicer, at });
  }),
  fc.constant<Move>(
    (found, at) =>
      found &&
      passTime(found, { at, position: 1, hours: alwaysOpen, limits: defaultHandOverLimits }),
  ),
);

function ownerOf(handOver: HandOver | undefined): StaffName | undefined {
  return handOver?.hands.kind === 'person' ? handOver.hands.by : undefined;
}

test('no order of moves gives it two owners, loses a word owed or lets anyone but the owner speak', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(moves, fc.integer({ min: 0, max: 40 })), { maxLength: 40 }),
      (played) => {
        let found: HandOver | undefined;
        let at = monday;
        for (const [index, [move, minutes]] of played.entries()) {
          at = later(at, minutes);
          const before = found;
          const moved = tryMove(() => move(before, at, index));
          expect(moved.refusal === undefined || refusals.includes(moved.refusal)).toBe(true);
          if (moved.refusal !== undefined) continue;
          found = moved.found;
          // Whoever takes it takes it from the queue or the bot, or is given it by the owner.
          const [was, is] = [ownerOf(before), ownerOf(found)];
          const isOther = was !== undefined && is !== undefined && was.accountId !== is.accountId;
          const passed = expect.objectContaining({ kind: 'passed', by: was, to: is });
          expect(isOther ? found?.history.at(-1) : passed).toEqual(passed);
          // What is owed is only ever added to: only paying takes it away.
          expect(found?.owed.slice(0, before?.owed.length ?? 0)).toEqual(
            before?.owed ?? found?.owed.slice(0, 0),
          );
          expect(found?.owed.map(({ seq }) => seq) ?? []).toEqual(
            Array.from({ length: found?.owedCount ?? 0 }, (_, seq) => seq + 1),
          );
          // Words of staff are new only where the owner was the same before and after.
          const hasSpoken = (found?.said.length ?? 0) > (before?.said.length ?? 0);
          expect(hasSpoken ? was : is).toEqual(is);
        }
      },
    ),
    { numRuns: 500 },
  );
});
