import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';
import { giveLedger, giveTask } from '../support/give-task.ts';

let desk: Desk;
let call: Call;

beforeEach(async () => {
  desk = await buildDesk();
  desk.addAccount({ roles: ['handler'] });
  call = desk.client(await desk.signIn());
});
afterEach(() => desk.stop());

const statusOf = (id: string) => desk.data.rows.find((row) => row.id === id)?.status;

describe('notices to be told by telephone or letter', () => {
  test('are listed with the words to say, and say nothing of who the person is', async () => {
    const { ticket } = await giveTask(desk);
    const { body, text } = await call('GET', '/tasks');
    expect(body.open).toMatchObject([
      { ticketNumber: ticket.number, state: 'open', canReveal: true, failure: 'window_closed' },
    ]);
    expect(body.open[0].words).toContain(ticket.number);
    expect(text).not.toContain('personId');
  });

  test('end with the row told once the person was reached, and audited', async () => {
    const { row, path } = await giveTask(desk);
    const body = { version: 1, outcome: 'reached', note: '本人接听' };
    const told = await call('POST', path, body);
    expect(told.body).toMatchObject({ state: 'reached', attempts: [{ by: '王受理' }] });
    expect(statusOf(row.id)).toBe('told');
    expect(desk.data.audit.at(-1)).toMatchObject({ action: 'task.reached' });
    expect((await call('POST', path, body)).body.code).toBe('version_conflict');
    const { body: list } = await call('GET', '/tasks');
    expect([list.open.length, list.closed.length]).toEqual([0, 1]);
  });

  test('end after the third try without the person, whose words stay kept for the next contact', async () => {
    const { row, path } = await giveTask(desk);
    const states = [];
    for (const version of [1, 2, 3]) {
      const { body } = await call('POST', path, { version, outcome: 'not_reached' });
      states.push(body.state);
    }
    expect(states).toEqual(['open', 'open', 'not_reached']);
    expect(statusOf(row.id)).toBe('held');
  });

  test('offer no look at who it is when the person stays anonymous', async () => {
    await giveTask(desk, 'anonymous');
    expect((await call('GET', '/tasks')).body.open[0].canReveal).toBe(false);
  });

  test('are refused to who reads only, and unknown ones not found', async () => {
    const { path } = await giveTask(desk);
    desk.addAccount({ username: 'shen', roles: ['legal_reviewer'] });
    const reviewer = desk.client(await desk.signIn('shen'));
    const answer = await reviewer('POST', path, { version: 1, outcome: 'reached' });
    expect(answer.status).toBe(403);
    const unknown = await call('POST', '/tasks/task-x/attempts', {
      version: 1,
      outcome: 'reached',
    });
    expect(unknown.status).toBe(404);
  });
});

describe('how the person of a ticket can be reached', () => {
  test('is told in figures: hours left, messages left, consents, the last failure', async () => {
    const { ticket } = await giveTask(desk);
    const at = desk.data.now;
    const until = new Date(at.getTime() + 3_600_000);
    giveLedger(desk, ticket.personId ?? '', until);
    const { body } = await call('GET', `/tickets/${ticket.number}/reach`);
    expect(body.channels).toEqual([
      {
        channel: 'official-account',
        state: 'open',
        left: 3,
        until: until.toISOString(),
        credits: 1,
        lastFailure: { at: at.toISOString(), way: 'template', code: 'busy' },
      },
      { channel: 'wecom', state: 'open', credits: 0 },
      { channel: 'wecom-kf', state: 'left', credits: 0 },
    ]);
    expect(body.tasks).toHaveLength(1);
  });

  test('is nothing while no channel knows the person', async () => {
    const ticket = await desk.fileTicket();
    const { body } = await call('GET', `/tickets/${ticket.number}/reach`);
    expect(body).toEqual({ channels: [], tasks: [] });
  });
});
