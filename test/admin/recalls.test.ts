import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { toRevision } from '../../knowledge/index.ts';
import { buildDesk } from '../support/build-desk.ts';
import { buildEntry } from '../support/build-entry.ts';
import { buildOutboxRow } from '../support/build-message.ts';

let desk: Awaited<ReturnType<typeof buildDesk>>;
let call: ReturnType<typeof desk.client>;

const entry = buildEntry({ id: 'k-1', question: '罚款多久要交' });
const correction = '收到决定书之日起十五日内交。';
const id = 'recall-of-a-wrong-answer';

beforeAll(async () => {
  desk = await buildDesk();
});
afterAll(() => desk.stop());
beforeEach(async () => {
  const { data } = desk;
  data.accounts.clear();
  for (const list of [data.revisions, data.audit, data.rows, data.recalls]) list.length = 0;
  data.entries.set('k-1', entry);
  data.revisions.push(toRevision(entry));
  desk.addAccount();
  call = desk.client(await desk.signIn());
});

function give(personId: string, source: string): void {
  const {
    channel: _,
    words: __,
    ...row
  } = buildOutboxRow({
    personId,
    reply: { key: 'answer', sources: [source] },
  });
  desk.data.rows.push({ ...row, status: 'sent', attempts: 1 });
}

/** The entry's second text, published as version 4. */
async function publishAnother(): Promise<void> {
  const text = { ...entry.text, answer: correction };
  await call('PUT', '/knowledge/entries/k-1', { version: 1, text });
  await call('POST', '/knowledge/entries/k-1/review', { version: 2 });
  await call('POST', '/knowledge/entries/k-1/publish', { version: 3 });
}

describe('the recall of an answer at the desk', () => {
  test('first says how many were given which version, and in which words they would be told', async () => {
    give('p-1', 'k-1@1');
    give('p-2', 'k-1@1');
    give('p-2', 'k-1@4');
    give('p-3', 'k-2@1');
    await publishAnother();
    const all = (await call('POST', '/knowledge/recalls/trial', { entryId: 'k-1' })).body;
    expect(all).toMatchObject({
      people: 2,
      question: entry.text.question,
      versions: [
        { version: 4, people: 1, isLive: true, answer: correction },
        { version: 1, people: 2, isLive: false, answer: entry.text.answer },
      ],
    });
    const trial = { entryId: 'k-1', versions: [4], correction };
    const one = (await call('POST', '/knowledge/recalls/trial', trial)).body;
    expect(one.people).toBe(1);
    expect(one.words).toContain(correction);
    expect(JSON.stringify([all, one])).not.toContain('p-1');
    expect(desk.data.recalls).toEqual([]);
  });

  test('is sent once under its id, audited, and listed with how many were told', async () => {
    give('p-1', 'k-1@1');
    const body = { id, entryId: 'k-1', versions: [1], correction };
    expect((await call('POST', '/knowledge/recalls', body)).status).toBe(201);
    give('p-2', 'k-1@1');
    const again = await call('POST', '/knowledge/recalls', body);
    expect(again.body.items).toMatchObject([
      { id, told: 1, correction, by: '王受理', sources: ['k-1@1'] },
    ]);
    expect(desk.data.audit).toContainEqual(
      expect.objectContaining({ action: 'knowledge.recall', object: id, reason: 'k-1@1' }),
    );
  });

  test('names only versions that were live, and is for editors', async () => {
    const body = { id, entryId: 'k-1', versions: [2], correction };
    expect((await call('POST', '/knowledge/recalls', body)).status).toBe(404);
    desk.addAccount({ username: 'chen', roles: ['handler'] });
    const reader = desk.client(await desk.signIn('chen'));
    const sent = await reader('POST', '/knowledge/recalls', { ...body, versions: [1] });
    expect(sent.status).toBe(403);
    expect((await reader('GET', '/knowledge/recalls')).body).toEqual({ items: [] });
    expect(desk.data.recalls).toEqual([]);
  });
});
