import { describe, expect, it } from '@jest/globals';
import { toSealed, toWhole } from '../../tickets/consent/seal-ticket.ts';
import { withHistory } from '../../tickets/course.ts';
import type { Actor, TicketAction } from '../../tickets/index.ts';
import { clerk, deskRoles } from '../support/build-ticket.ts';
import { buildOpenRequest, buildTickets } from '../support/build-tickets.ts';

const expert = { kind: 'staff', accountId: 'expert-1', name: '钱巡察' } as const satisfies Actor;
const other = { kind: 'staff', accountId: 'expert-2', name: '孙巡察' } as const satisfies Actor;

async function openMatter() {
  const desk = buildTickets();
  const { ticket } = await desk.openTicket(buildOpenRequest());
  const asker = { by: clerk, roles: deskRoles, numberOrId: ticket.id };
  const step = (
    action: TicketAction,
    values: Readonly<Record<string, string>> = {},
    reason?: string,
  ) => desk.stepTicket({ ...asker, action, values, ...(reason !== undefined && { reason }) });
  const ask = (expertId: string = expert.accountId) =>
    desk.askExpert({ ...asker, expertId, brief: '执法程序存疑', question: '是否要听证？' });
  const answer = (asked: number, by: Actor = expert, roles: readonly string[] = ['expert']) =>
    desk.giveOpinion({ numberOrId: ticket.id, by, roles, asked, text: '应当听证' });
  return { desk, ticket, asker, step, ask, answer };
}

describe('partners of joint supervision', () => {
  it('are named with a reason, moved by nobody, and told to nobody', async () => {
    const { step, ticket } = await openMatter();
    const named = await step('name_partners', { partnerUnitIds: 'market urban' }, '一并检查');
    expect(named).toMatchObject({
      partnerUnitIds: ['market', 'urban'],
      status: ticket.status,
      dueAt: ticket.dueAt,
    });
    expect(named.history.at(-1)).toMatchObject({
      by: clerk,
      reason: '一并检查',
      told: { kind: 'not_told', because: 'internal_step' },
    });
    await expect(step('name_partners', { partnerUnitIds: 'market' })).rejects.toMatchObject({
      code: 'ticket_requirement_missing',
      missing: ['reason'],
    });
  });

  it('are what the last step says of them, none where it says none', async () => {
    const { step } = await openMatter();
    await step('name_partners', { partnerUnitIds: 'market' }, '一并检查');
    const none = await step('name_partners', { partnerUnitIds: '' }, '不再参加');
    expect(none.partnerUnitIds).toBeUndefined();
    expect(withHistory(none, none.history)).toEqual(none);
    expect(withHistory(none, none.history.slice(0, 2)).partnerUnitIds).toEqual(['market']);
  });
});

describe('the joint conference', () => {
  it('is asked a question, and the history keeps what it decided', async () => {
    const { step } = await openMatter();
    const asked = await step('ask_conference', { question: '由谁管辖？' });
    expect(asked.conference).toMatchObject({ question: '由谁管辖？', askedBy: clerk.name });
    const settled = await step('settle_conference', { outcome: '由城管牵头' });
    expect(settled.conference).toBeUndefined();
    expect(settled.history.at(-1)).toMatchObject({ by: clerk, values: { outcome: '由城管牵头' } });
  });

  it('decides nothing that it was not asked, and is asked nothing without a question', async () => {
    const { step } = await openMatter();
    await expect(step('settle_conference', { outcome: '同意' })).rejects.toMatchObject({
      code: 'ticket_step_refused',
    });
    await expect(step('ask_conference')).rejects.toMatchObject({ missing: ['question'] });
  });
});

describe('an expert', () => {
  it('gives one opinion on what they were asked, which stays with the question', async () => {
    const { ask, answer } = await openMatter();
    const asked = await ask();
    const seq = asked.history.length;
    expect(asked.expertAsks).toMatchObject([
      { seq, expertId: 'expert-1', question: '是否要听证？' },
    ]);
    const answered = await answer(seq);
    expect(answered.expertAsks).toMatchObject([{ seq, opinion: { text: '应当听证' } }]);
    await expect(answer(seq)).rejects.toMatchObject({ code: 'ticket_not_found' });
  });

  it('is another’s question’s stranger, and the desk does not answer in an expert’s place', async () => {
    const { ask, answer } = await openMatter();
    const { history } = await ask();
    const strange = answer(history.length, other);
    await expect(strange).rejects.toMatchObject({ code: 'ticket_not_found' });
    const ofDesk = answer(history.length, clerk, deskRoles);
    await expect(ofDesk).rejects.toMatchObject({ code: 'ticket_not_permitted' });
  });

  it('is not asked again before the answer, and never by the door for plain actions', async () => {
    const { ask, step } = await openMatter();
    await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'ticket_expert_refused' });
    const values = { expertId: 'expert-2', brief: '无', question: '无' };
    await expect(step('ask_expert', values)).rejects.toMatchObject({
      code: 'ticket_value_invalid',
    });
    expect((await ask('expert-2')).expertAsks).toHaveLength(2);
  });
});

describe('a campaign', () => {
  it('has a ticket from the step that put it in until the one that took it out', async () => {
    const { desk, asker } = await openMatter();
    const joined = await desk.joinCampaign({ ...asker, campaignId: 'c-1' });
    expect(joined.campaignIds).toEqual(['c-1']);
    const again = await desk.joinCampaign({ ...asker, campaignId: 'c-1' });
    expect(again.version).toBe(joined.version);
    const left = await desk.leaveCampaign({ ...asker, campaignId: 'c-1', reason: '不属本次' });
    expect(left.campaignIds).toBeUndefined();
    const nothing = await desk.leaveCampaign({ ...asker, campaignId: 'c-1', reason: '重复' }).then(
      () => undefined,
      (error: { code?: string }) => error.code,
    );
    expect(nothing).toBeUndefined();
  });
});

describe('a sealed ticket', () => {
  it('names no partner, question, expert or campaign, and has them again when it is opened', async () => {
    const { desk, asker, step, ask } = await openMatter();
    await step('name_partners', { partnerUnitIds: 'market' }, '一并检查');
    await step('ask_conference', { question: '由谁管辖？' });
    await ask();
    const whole = await desk.joinCampaign({ ...asker, campaignId: 'c-1' });
    const sealed = toSealed(whole);
    for (const field of ['partnerUnitIds', 'conference', 'expertAsks', 'campaignIds']) {
      expect(sealed).not.toHaveProperty(field);
    }
    for (const word of ['market', '由谁管辖', '执法程序存疑', 'expert-1', 'c-1']) {
      expect(JSON.stringify(sealed)).not.toContain(word);
    }
    expect(toWhole(sealed, whole)).toEqual(whole);
  });
});
