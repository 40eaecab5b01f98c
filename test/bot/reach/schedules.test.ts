import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { maxAttempts, type ChannelName, type OutboxRow } from '../../../bot/index.ts';
import { createReachWorld, type Happening } from '../../support/reach-world.ts';

const schedules = 10_000;

const channel = fc.constantFrom<ChannelName>('official-account', 'wecom-kf', 'wecom');
const act = fc.record({
  kind: fc.constant('act' as const),
  channel,
  act: fc.constantFrom('message' as const, 'message' as const, 'follow', 'scan', 'menu'),
  lagS: fc.constantFrom(0, 0, 1, 9, 14),
});
const tell = fc.record({
  kind: fc.constant('tell' as const),
  what: fc.constantFrom('accepted' as const, 'accepted' as const, 'verification', 'reply'),
  isUrgent: fc.boolean(),
  count: fc.constantFrom(1, 1, 1, 3, 8),
  isLong: fc.constantFrom(false, false, false, true),
  matter: fc.nat({ max: 2 }),
});
const pass = fc.record({
  kind: fc.constant('pass' as const),
  seconds: fc.constantFrom(1, 5, 20, 61, 900, 3600, 7200, 40_000, 100_000, 180_000),
});
const deliver = fc.record({
  kind: fc.constant('deliver' as const),
  processes: fc.constantFrom(1 as const, 1 as const, 2 as const),
});
const quiet = fc.oneof(
  { weight: 5, arbitrary: act },
  { weight: 7, arbitrary: tell },
  { weight: 4, arbitrary: pass },
  { weight: 7, arbitrary: deliver },
  { weight: 1, arbitrary: fc.constantFrom<Happening>({ kind: 'consent' }, { kind: 'leave' }) },
);
const faulty = fc.oneof(
  { weight: 12, arbitrary: quiet },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('moods' as const),
      moods: fc.array(fc.constantFrom('well' as const, 'lost', 'never', 'busy'), { maxLength: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('crash' as const),
      at: fc.integer({ min: 1, max: 14 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
);
const bound = fc.constantFrom<readonly ChannelName[]>(
  ['official-account'],
  ['official-account'],
  ['official-account', 'wecom-kf'],
  ['wecom-kf', 'official-account'],
  ['wecom', 'official-account'],
);
const end = fc.constantFrom('comes back' as const, 'is told' as const, 'is never reached' as const);

type Ending = 'comes back' | 'is told' | 'is never reached';
type World = ReturnType<typeof createReachWorld>;

/** Plays a story to its end; lists every promise that was not kept. */
async function play(channels: readonly ChannelName[], story: readonly Happening[], ending: Ending) {
  const world = createReachWorld(channels);
  await world.begin();
  for (const event of story) await world.happen(event);
  if (ending === 'comes back') await world.comeBack();
  else await world.stayAway(ending === 'is told');

  const broken = [];
  if (world.unexcusedRefusals() > 0) broken.push('a quota was exceeded');
  if (world.platform.dropped() > 0) broken.push('a rate was exceeded');
  // Whose fate is not known may be told again, and nobody knows that it rang; that an account's day is full is found
  // out by trying, when what leaves together was chosen already.
  const unknown = world.crashes() + world.platform.lostAnswers() + world.fullDays();
  if (unknown === 0 && world.needlessRings() > 0) broken.push('rang more often than needed');
  for (const row of world.rows()) {
    const told = world.platform.countTaken(row.id, 'words');
    const nudged = world.platform.countTaken(row.id, 'nudge');
    const allowed = 1 + world.crashes() + world.platform.lostAnswers(row.id);
    if (told > allowed || nudged > allowed) broken.push('told twice');
    if (row.status === 'sent' && told === 0) broken.push('called sent, yet not told');
    if (!(await isAtGoodEnd(world, row, ending))) broken.push('lost');
  }
  return { broken, crashes: world.crashes() };
}

/** Told by a channel or a person, or tried three times; what is not binding may wait for the next contact. */
async function isAtGoodEnd(world: World, row: OutboxRow, ending: Ending): Promise<boolean> {
  if (world.isSettled(row)) return true;
  if (ending === 'comes back') return false;
  if (!row.reply.key.endsWith('accepted')) return row.status === 'held';
  const task = await world.findTask(row.id);
  return task?.state === 'not_reached' && task.attempts.length === maxAttempts;
}

describe('over random schedules of acts, windows, credits and refusals', () => {
  test('no quota is exceeded, no notice lost, none told twice while nothing crashes', async () => {
    await fc.assert(
      fc.asyncProperty(bound, fc.array(quiet, { maxLength: 30 }), end, async (...story) => {
        expect(await play(...story)).toEqual({ broken: [], crashes: 0 });
      }),
      { numRuns: schedules / 2 },
    );
  }, 120_000);

  test('whatever was kept for the person, one message is left for the answer to what they write', async () => {
    const windowed = fc.constantFrom<ChannelName>('official-account', 'wecom-kf');
    const kept = fc.array(tell, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(windowed, kept, fc.boolean(), async (own, stories, isTriedBefore) => {
        const world = createReachWorld([own]);
        await world.begin();
        for (const story of stories) await world.happen(story);
        if (isTriedBefore) await world.happen({ kind: 'deliver', processes: 1 });
        await world.happen({ kind: 'pass', seconds: 5 });
        await world.happen({ kind: 'act', channel: own, act: 'message', lagS: 0 });
        await world.happen({ kind: 'deliver', processes: 1 });
        await world.happen({ kind: 'pass', seconds: 1 });
        const isOld = new Set(world.rows().map(({ id }) => id));
        const answer = { what: 'reply', isUrgent: false, isLong: false, count: 1 } as const;
        await world.happen({ kind: 'tell', matter: 0, ...answer });
        await world.happen({ kind: 'deliver', processes: 1 });
        const answered = world.rows().filter(({ id }) => !isOld.has(id));
        expect(answered.map(({ status }) => status)).toEqual(['sent']);
      }),
      { numRuns: 1000 },
    );
  }, 60_000);

  test('crashes and lost answers repeat at most one telling each, and lose none', async () => {
    await fc.assert(
      fc.asyncProperty(bound, fc.array(faulty, { maxLength: 30 }), end, async (...story) => {
        expect((await play(...story)).broken).toEqual([]);
      }),
      { numRuns: schedules / 2 },
    );
  }, 120_000);
});
