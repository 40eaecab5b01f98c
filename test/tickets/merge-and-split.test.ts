import { describe, expect, test } from '@jest/globals';
import { clerk, deskRoles, reporter } from '../support/build-ticket.ts';
import { buildOpenRequest, buildTickets } from '../support/build-tickets.ts';

const second = { kind: 'reporter', personId: 'person-2' } as const;
const staff = { by: clerk, roles: deskRoles };

async function openTwo() {
  const tickets = buildTickets();
  const { ticket: leading } = await tickets.openTicket(buildOpenRequest());
  const other = buildOpenRequest({ personId: second.personId, by: second });
  const { ticket: merged } = await tickets.openTicket(other);
  return { ...tickets, leading, merged };
}

describe('merging', () => {
  test('ends the one ticket and lets the other go on for both reporters', async () => {
    const { mergeTickets, stepTicket, store, leading, merged } = await openTwo();
    const ended = await mergeTickets({ ...staff, numberOrId: merged.number, into: leading.number });
    expect(ended).toMatchObject({ status: 'merged', mergedInto: leading.id });
    const joined = { ticketId: merged.id, number: merged.number, personId: second.personId };
    expect((await store.find(leading.id))?.coReporters).toEqual([joined]);
    const accepted = await stepTicket({ ...staff, numberOrId: leading.id, action: 'accept' });
    expect(accepted.history.at(-1)).toMatchObject({
      told: { personId: reporter.personId, values: { number: leading.number } },
      toldOthers: [{ personId: second.personId, values: { number: merged.number } }],
    });
  });

  test('tells neither reporter anything of the other', async () => {
    const { mergeTickets, stepTicket, leading, merged } = await openTwo();
    const ended = await mergeTickets({ ...staff, numberOrId: merged.id, into: leading.id });
    const accepted = await stepTicket({ ...staff, numberOrId: leading.id, action: 'accept' });
    const toSecond = [ended.history.at(-1)?.told, accepted.history.at(-1)?.toldOthers];
    expect(JSON.stringify(toSecond)).not.toContain(leading.number);
    expect(JSON.stringify(toSecond)).not.toContain(reporter.personId);
    expect(JSON.stringify(accepted.history.at(-1)?.told)).not.toContain(merged.number);
  });

  test('is finished by settling again after a crash, and settling twice adds nothing', async () => {
    const { stepTicket, mergeTickets, settleTicket, store, leading, merged } = await openTwo();
    const ended = await mergeTickets({ ...staff, numberOrId: merged.id, into: leading.id });
    const once = await store.find(leading.id);
    await settleTicket(ended);
    expect(await store.find(leading.id)).toEqual(once);
    await expect(
      stepTicket({ ...staff, numberOrId: merged.id, action: 'undo' }),
    ).rejects.toMatchObject({ code: 'ticket_step_refused' });
  });

  test('of a chain brings every reporter to the last ticket', async () => {
    const { mergeTickets, openTicket, store, leading, merged } = await openTwo();
    const third = { kind: 'reporter', personId: 'person-3' } as const;
    const { ticket: last } = await openTicket(
      buildOpenRequest({ personId: third.personId, by: third }),
    );
    await mergeTickets({ ...staff, numberOrId: merged.id, into: leading.id });
    await mergeTickets({ ...staff, numberOrId: leading.id, into: last.id });
    const found = await store.find(last.id);
    expect(found?.coReporters?.map(({ personId }) => personId)).toEqual(['person-1', 'person-2']);
  });

  test('each into the other at the same moment leaves one open, with both reporters', async () => {
    const { mergeTickets, settleTicket, store, leading, merged } = await openTwo();
    const outcomes = await Promise.allSettled([
      mergeTickets({ ...staff, numberOrId: merged.id, into: leading.id }),
      mergeTickets({ ...staff, numberOrId: leading.id, into: merged.id }),
    ]);
    const find = async () => Promise.all([leading.id, merged.id].map((id) => store.find(id)));
    for (const ticket of await find()) if (ticket !== undefined) await settleTicket(ticket);
    const found = await find();
    const open = found.filter((ticket) => ticket?.status === 'received');
    expect(open).toHaveLength(1);
    expect([
      open[0]?.personId,
      ...(open[0]?.coReporters ?? []).map(({ personId }) => personId),
    ]).toHaveLength(2);
    expect(found.filter((ticket) => ticket?.mergedInto === open[0]?.id)).toHaveLength(1);
    expect(outcomes.map(({ status }) => status)).toContain('rejected');
  }, 5000);

  test('the same person’s two tickets tells that person once', async () => {
    const { openTicket, mergeTickets, store, leading } = await openTwo();
    const { ticket: again } = await openTicket(buildOpenRequest());
    await mergeTickets({ ...staff, numberOrId: again.id, into: leading.id });
    expect((await store.find(leading.id))?.coReporters).toBeUndefined();
  });

  test('into itself, into another procedure or into what has ended is refused', async () => {
    const { openTicket, stepTicket, mergeTickets, leading, merged } = await openTwo();
    const { ticket: question } = await openTicket(buildOpenRequest({ kind: 'consultation' }));
    const from = { ...staff, numberOrId: merged.id };
    const refusal = { code: 'ticket_value_invalid' };
    await expect(mergeTickets({ ...from, into: merged.id })).rejects.toMatchObject(refusal);
    await expect(mergeTickets({ ...from, into: question.id })).rejects.toMatchObject(refusal);
    await stepTicket({ ...staff, numberOrId: leading.id, action: 'refuse', reason: '重复' });
    await expect(mergeTickets({ ...from, into: leading.id })).rejects.toMatchObject(refusal);
  });

  test('lets a merged reporter rate once the matter has ended', async () => {
    const { mergeTickets, stepTicket, rateTicket, leading, merged } = await openTwo();
    await mergeTickets({ ...staff, numberOrId: merged.id, into: leading.id });
    const own = { numberOrId: merged.id, by: second, score: 4 };
    await expect(rateTicket(own)).rejects.toMatchObject({ code: 'ticket_step_refused' });
    await stepTicket({ ...staff, numberOrId: leading.id, action: 'refuse', reason: '已另案处理' });
    expect((await rateTicket(own)).rating?.score).toBe(4);
  });
});

describe('splitting', () => {
  test('gives each further matter a ticket of its own for the same reporter', async () => {
    const { stepTicket, store, leading } = await openTwo();
    const values = { part1: '停车被罚', part2: '没有给票据' };
    const split = await stepTicket({ ...staff, numberOrId: leading.id, action: 'split', values });
    expect(split.status).toBe('received');
    const { items } = await store.list({
      page: 1,
      pageSize: 10,
      order: 'oldest',
      personId: reporter.personId,
    });
    const parts = items.filter(({ splitFrom }) => splitFrom === leading.id);
    expect(parts.map(({ facts }) => facts.story)).toEqual(['停车被罚', '没有给票据']);
    for (const part of parts) {
      expect(part).toMatchObject({ kind: 'complaint', openness: leading.openness });
      expect(part.history[0]?.told).toMatchObject({ values: { number: part.number } });
    }
  });

  test('settled again makes no further tickets', async () => {
    const { splitTicket, settleTicket, store, leading } = await openTwo();
    const split = await splitTicket({ ...staff, numberOrId: leading.id, stories: ['另一件事'] });
    await settleTicket(split);
    expect((await store.list({ page: 1, pageSize: 10, order: 'oldest' })).total).toBe(3);
  });

  test('into nothing is refused', async () => {
    const { splitTicket, leading } = await openTwo();
    await expect(
      splitTicket({ ...staff, numberOrId: leading.id, stories: [' '] }),
    ).rejects.toMatchObject({ code: 'ticket_value_invalid' });
  });
});
