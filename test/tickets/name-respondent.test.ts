import { describe, expect, it } from '@jest/globals';
import { withHistory } from '../../tickets/course.ts';
import { clerk, colleague, deskRoles } from '../support/build-ticket.ts';
import { buildOpenRequest, buildTickets } from '../support/build-tickets.ts';

async function openNamed() {
  const desk = buildTickets();
  const { ticket } = await desk.openTicket(buildOpenRequest());
  const name = (values: Readonly<Record<string, string>>, roles: readonly string[] = deskRoles) =>
    desk.stepTicket({ by: clerk, roles, numberOrId: ticket.id, action: 'name_respondent', values });
  return { desk, ticket, name };
}
const team = { actingUnitId: 'team', responsibleOrganId: 'organ' };

describe('naming the respondent', () => {
  it('keeps who acted apart from who answers, moves nothing and tells nobody', async () => {
    const { name, ticket } = await openNamed();
    const named = await name(team);
    expect(named).toMatchObject({ respondent: team, status: ticket.status, dueAt: ticket.dueAt });
    expect(named.history.at(-1)?.told).toEqual({ kind: 'not_told', because: 'internal_step' });
  });

  it('may be corrected, and what counts is the last word of the history', async () => {
    const { name } = await openNamed();
    await name(team);
    const corrected = await name({ actingUnitId: 'other', responsibleOrganId: 'other' });
    expect(corrected.respondent).toEqual({ actingUnitId: 'other', responsibleOrganId: 'other' });
    expect(withHistory(corrected, corrected.history)).toEqual(corrected);
    expect(withHistory(corrected, corrected.history.slice(0, 2)).respondent).toEqual(team);
    expect(withHistory(corrected, corrected.history.slice(0, 1)).respondent).toBeUndefined();
  });

  it('can be taken back within the window', async () => {
    const { name, desk, ticket } = await openNamed();
    await name(team);
    const undone = await desk.undoStep({ by: clerk, roles: deskRoles, numberOrId: ticket.id });
    expect(undone.respondent).toBeUndefined();
  });

  it('is refused without the organ, and to who has no part in the matter', async () => {
    const { name } = await openNamed();
    await expect(name({ actingUnitId: 'team' })).rejects.toMatchObject({
      code: 'ticket_requirement_missing',
      missing: ['responsibleOrganId'],
    });
    await expect(name(team, ['agency_officer'])).rejects.toMatchObject({
      code: 'ticket_not_permitted',
    });
  });

  it('stays open to the end of the matter', async () => {
    const { name, desk, ticket } = await openNamed();
    await desk.stepTicket({
      by: colleague,
      roles: deskRoles,
      numberOrId: ticket.id,
      action: 'transfer',
      reason: '不属于本单位职责',
    });
    await expect(name(team)).rejects.toMatchObject({ code: 'ticket_step_refused' });
  });
});
