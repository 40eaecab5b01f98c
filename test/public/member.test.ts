import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { toMemberDeadline } from '../../people/index.ts';
import { servePublic, type ServedPublic } from '../support/serve-public.ts';

const code = 'AAAA-BBBB-CCCC-DDDD';
let served: ServedPublic;
beforeEach(async () => {
  served = await servePublic();
});
afterEach(() => served.stop());

/** A specialist's ticket for one member, who holds the code. */
async function ask() {
  const { backstage } = served;
  const { ticket } = await backstage.file({ kind: 'enterprise_feedback' });
  await backstage.members.ties.insert({
    ticketId: ticket.id,
    name: '云来商行',
    state: 'waiting',
    codeHash: backstage.ports.hashReceiptCode(code),
    expiresAt: toMemberDeadline(backstage.now),
  });
  return ticket;
}

async function post(path: string, body: unknown) {
  const response = await fetch(`${served.url}/progress/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

const answer = (given: string, id = 'answer-1') =>
  post('member/answer', { code, id, answer: given });

describe('a member of a specialist’s list on /progress', () => {
  it('sees by their own code how they would be named, and is named by their word alone', async () => {
    const { id, number } = await ask();
    expect(await post('member', { code })).toEqual({
      status: 200,
      body: { number, name: '云来商行', state: 'waiting' },
    });
    expect(served.backstage.stored.get(id)?.openness).toBe('confidential');
    expect((await answer('named')).body).toMatchObject({ state: 'named' });
    expect(served.backstage.stored.get(id)).toMatchObject({
      openness: 'open',
      facts: { company: '云来商行' },
    });
  });

  it('who stays sealed is not named afterwards', async () => {
    const { id } = await ask();
    expect((await answer('sealed')).body).toMatchObject({ state: 'sealed' });
    expect((await answer('named', 'answer-2')).body).toMatchObject({ state: 'sealed' });
    expect(served.backstage.stored.get(id)?.facts.company).toBeUndefined();
  });

  it('may withdraw, once under one key', async () => {
    const { id } = await ask();
    for (let tries = 0; tries < 2; tries += 1) {
      expect((await answer('withdrawn')).body).toMatchObject({ state: 'withdrawn' });
    }
    const steps = served.backstage.stored.get(id)?.history ?? [];
    expect(steps.filter(({ action }) => action === 'withdraw')).toHaveLength(1);
  });

  it('who comes after 14 days is told that the name stays sealed', async () => {
    const { id } = await ask();
    served.backstage.now = toMemberDeadline(served.backstage.now);
    expect((await post('member', { code })).body).toMatchObject({ state: 'expired' });
    expect((await answer('named')).body).toMatchObject({ state: 'expired' });
    expect(served.backstage.stored.get(id)?.openness).toBe('confidential');
  });

  it('a code that is none learns nothing, and a receipt code is none here', async () => {
    await ask();
    const { code: receiptCode } = await served.backstage.file();
    for (const wrong of ['AAAA-BBBB-CCCC-DDDE', receiptCode]) {
      expect(await post('member', { code: wrong })).toMatchObject({
        status: 404,
        body: { code: 'ticket_not_found' },
      });
    }
  });
});
