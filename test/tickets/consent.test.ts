import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  defaultConsentRules,
  findClues,
  toReminderAt,
  whyNotContact,
  type ContactChoice,
  type Ticket,
} from '../../tickets/index.ts';
import { countIndependent, joinEscrow, leaveEscrow } from '../../tickets/consent/escrow.ts';
import type { EscrowGroup } from '../../tickets/consent/escrow.ts';
import { toSealed, toWhole } from '../../tickets/consent/seal-ticket.ts';
import { clerk, colleague, deskRoles, filedAt, reporter } from '../support/build-ticket.ts';
import { buildOpenRequest, buildTickets } from '../support/build-tickets.ts';

const words = '请说明检查时是否亮证。';
const match = { unit: 'u-1', conduct: 'identification' };
const rules = defaultConsentRules;
const staff = { by: clerk, roles: deskRoles } as const;

async function openOne(fields: Parameters<typeof buildOpenRequest>[0] = {}) {
  const tickets = buildTickets({ undoMs: 0 });
  const { ticket } = await tickets.openTicket(buildOpenRequest(fields));
  const of = { numberOrId: ticket.id };
  const find = async (): Promise<Ticket> => (await tickets.store.find(ticket.id)) ?? ticket;
  return {
    tickets,
    of,
    find,
    ask: (said = words) =>
      tickets.askContact({ ...of, ...staff, words: said, givesAway: [], match, rules }),
    choose: (choice: ContactChoice | 'leave') =>
      tickets.chooseContact({ ...of, by: reporter, choice }),
  };
}

const toCode = (error: unknown): string => String(Object(error).code);

describe('a unit is written to about a confidential reporter', () => {
  test('only in the words that the reporter saw and said yes to', async () => {
    const { ask, choose, find } = await openOne();
    expect(whyNotContact([await find()], words)).toBe('not_asked');
    await ask();
    expect(whyNotContact([await find()], words)).toBe('waiting');
    await choose('go_on');
    expect(whyNotContact([await find()], ` ${words}\n`)).toBeUndefined();
    expect(whyNotContact([await find()], `${words}还有文号`)).toBe('other_words');
    await choose('stop');
    expect(whyNotContact([await find()], words)).toBe('stopped');
  });

  test('not any more once staff ask in other words, until these are chosen too', async () => {
    const { ask, choose, find } = await openOne();
    await ask();
    await choose('go_on');
    await ask('别的话');
    expect(whyNotContact([await find()], words)).toBe('waiting');
    await choose('go_on');
    expect(whyNotContact([await find()], words)).toBe('other_words');
  });

  test('within a check of five files of a lead, and not of four', async () => {
    const { tickets, of, ask, choose, find } = await openOne();
    const { personId: _, ...lead } = buildOpenRequest({ kind: 'lead', by: clerk });
    const { ticket: check } = await tickets.openTicket(lead);
    await ask();
    await choose('fold');
    expect(whyNotContact([await find()], words)).toBe('fold');
    const files = ['一号', '二号', '三号', '四号'];
    const name = (more: readonly string[]) =>
      tickets.nameCheck({ ...of, ...staff, check: check.number, files: more, rules });
    await expect(name([...files, '一号']).catch(toCode)).resolves.toBe('ticket_value_invalid');
    await name([...files, '五号']);
    expect(whyNotContact([await find()], words)).toBeUndefined();
  });

  test('where a life is at stake by two people, each with a reason', async () => {
    const { tickets, of, find } = await openOne();
    const approver = { by: colleague, roles: ['approver'] };
    const grant = (by: object) => tickets.grantLife({ ...of, ...staff, ...by, reason: '同意' });
    await expect(grant(approver).catch(toCode)).resolves.toBe('ticket_step_refused');
    await tickets.pleadLife({ ...of, ...staff, reason: '屋里有人' });
    expect(whyNotContact([await find()], words)).toBe('waiting');
    await expect(grant({}).catch(toCode)).resolves.toBe('ticket_not_permitted');
    await expect(grant({ by: colleague, roles: ['handler'] }).catch(toCode)).resolves.toBe(
      'ticket_not_permitted',
    );
    await grant(approver);
    expect(whyNotContact([await find()], words)).toBeUndefined();
  });

  test('never by the word of whoever wrote the question', async () => {
    const { tickets, of, ask } = await openOne();
    await ask();
    const note = (by: object) =>
      tickets.chooseContact({ ...of, ...staff, ...by, choice: 'go_on', reason: '电话里说的' });
    await expect(note({}).catch(toCode)).resolves.toBe('ticket_not_permitted');
    expect((await note({ by: colleague })).contact?.state).toBe('go_on');
  });

  test('and nobody is asked where the reporter is open or there is none', async () => {
    const open = await openOne({ openness: 'open' });
    expect(whyNotContact([await open.find()], words)).toBeUndefined();
    await expect(open.ask().catch(toCode)).resolves.toBe('ticket_value_invalid');
  });
});

describe('an unanswered question', () => {
  test('is repeated on its days, never twice a day, and then rests', async () => {
    const { tickets, of, ask, find } = await openOne();
    await ask();
    const days: number[] = [];
    for (let day = 0; day < 40; day += 1) {
      const before = (await find()).contact?.reminders;
      await tickets.remindContact({ ...of, rules });
      if ((await find()).contact?.reminders !== before) days.push(day);
      tickets.wait(24 * 3600_000);
    }
    expect(days).toEqual(rules.remindAfterDays);
    expect(toReminderAt(await find(), rules)).toBeUndefined();
    expect(whyNotContact([await find()], words)).toBe('waiting');
  });
});

type Act = { readonly kind: 'ask' | 'choose' | 'seal' | 'remind'; readonly choice: ContactChoice };

describe('over any sequence', () => {
  const anAct: fc.Arbitrary<Act> = fc.record({
    kind: fc.constantFrom('ask', 'choose', 'choose', 'seal', 'remind'),
    choice: fc.constantFrom('go_on', 'fold', 'wait', 'stop'),
  });

  test('no words may go without a choice of them, or while it waits or says no', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { maxLength: 12 }), async (acts) => {
        const { tickets, of, ask, choose, find } = await openOne();
        let said: ContactChoice | undefined;
        for (const { kind, choice } of acts) {
          const isAsked = (await find()).contact !== undefined;
          if (kind === 'ask') {
            await ask();
            said = undefined;
          } else if (kind === 'choose' && isAsked) {
            await choose(choice);
            said = choice;
          } else if (kind === 'remind' && isAsked) await tickets.remindContact({ ...of, rules });
          const may = whyNotContact([await find()], words) === undefined;
          expect(may).toBe(said === 'go_on');
        }
      }),
      { numRuns: 150 },
    );
  });

  test('a group opens exactly when three of its members are different people', () => {
    const aMove = fc.record({
      isJoin: fc.boolean(),
      ticket: fc.nat(5),
    });
    const identity = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 2 });
    fc.assert(
      fc.property(
        fc.array(aMove, { maxLength: 20 }),
        fc.array(identity, { minLength: 6, maxLength: 6 }),
        (moves, own) => {
          const identities = new Map(own.map((keys, at) => [`p${at}`, keys]));
          let group: EscrowGroup = { id: 'g', version: 0, members: [] };
          for (const { isJoin, ticket } of moves) {
            const member = { ticketId: `t${ticket}`, personId: `p${ticket}` };
            const wasOpen = group.openedAt !== undefined;
            group = isJoin
              ? joinEscrow(group, member, { identities, needed: 3, at: filedAt })
              : leaveEscrow(group, member.ticketId);
            const isEnough = countSlowly(group, identities) >= 3;
            expect(group.openedAt !== undefined).toBe(wasOpen || (isJoin && isEnough));
            expect(countIndependent(group.members, identities)).toBe(
              countSlowly(group, identities),
            );
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('what is sealed shows no words, and with what was kept it is the same ticket', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), async (isNamed) => {
        const { ask, choose, find } = await openOne({
          facts: { story: '金丝雀的话', actingUnit: '金丝雀局' },
          area: '金丝雀',
        });
        await ask('金丝雀的问题');
        if (isNamed) await choose('wait');
        const ticket = await find();
        const sealed = toSealed(ticket);
        expect(JSON.stringify(sealed)).not.toContain('金丝雀');
        expect(toWhole(sealed, ticket)).toEqual(ticket);
        expect(toSealed(sealed)).toEqual(sealed);
      }),
      { numRuns: 4 },
    );
  });
});

/** The same count by walking from member to member over what they share. */
function countSlowly({ members }: EscrowGroup, identities: ReadonlyMap<string, readonly string[]>) {
  const left = new Set(members.map(({ personId }) => personId));
  const shares = (a: string, b: string): boolean =>
    (identities.get(a) ?? []).some((key) => (identities.get(b) ?? []).includes(key));
  let people = 0;
  for (const first of left) {
    people += 1;
    const reached = [first];
    for (const one of reached) {
      left.delete(one);
      for (const other of left) {
        if (shares(one, other)) {
          left.delete(other);
          reached.push(other);
        }
      }
    }
  }
  return people;
}

describe('what gives a reporter away', () => {
  const own = {
    facts: {
      story: '那天下着大雪他们把我门口的红灯笼也摘走了',
      officer: '郑平安',
      place: '灯塔路88号',
    },
    messages: ['我是开豆腐坊的'],
    evidence: ['门口灯笼.jpg'],
    common: ['城市巡查大队', '亮证告知'],
  };
  const kindsIn = (text: string) => findClues(text, own).map(({ kind, words: hit }) => [kind, hit]);

  test.each([
    ['衢市监罚〔2026〕12号的处罚', 'file_number', '衢市监罚〔2026〕12号'],
    ['2026年3月2日的检查', 'date', '2026年3月2日'],
    ['罚了3000元', 'amount', '3000元'],
    ['在灯塔路88号检查', 'place', '灯塔路88号'],
    ['有现场照片为证', 'picture', '照片'],
    ['执法人员郑平安', 'name', '郑平安'],
    ['把我门口的红灯笼也摘走了', 'rare_detail', '把我门口的红灯笼也摘走了'],
  ])('%s', (text, kind, hit) => {
    const found = findClues(text, own);
    expect(found.some((clue) => clue.kind === kind && clue.words.includes(hit))).toBe(true);
  });

  test('is not the unit’s name, nor the type of problem, nor plain words', () => {
    expect(kindsIn('请城市巡查大队说明检查中亮证告知的情况。')).toEqual([]);
  });
});
