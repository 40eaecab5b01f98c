import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { toRevision, type GoldenQuestion } from '../../knowledge/index.ts';
import { buildDesk } from '../support/build-desk.ts';
import { buildEntry, buildOtherEntries } from '../support/build-entry.ts';
import { waitFor } from '../support/wait-for.ts';

let desk: Awaited<ReturnType<typeof buildDesk>>;
let call: ReturnType<typeof desk.client>;

const entry = buildEntry();
const asked: GoldenQuestion = {
  id: 'shipped-1',
  question: '罚款不开收据可以不交吗',
  audience: 'public',
  expects: { kind: 'entry', id: entry.id },
};
const silent: GoldenQuestion = {
  id: 'shipped-2',
  question: '离婚以后孩子归谁',
  audience: 'public',
  expects: { kind: 'silent' },
};
const newId = (letter: string): string => `g-${letter.repeat(24)}`;

beforeAll(async () => {
  desk = await buildDesk();
});
afterAll(() => desk.stop());
beforeEach(async () => {
  const { data } = desk;
  data.accounts.clear();
  data.entries.clear();
  for (const list of [data.revisions, data.audit, data.golden, data.evaluations]) list.length = 0;
  data.shippedGolden.splice(0, Infinity, asked, silent);
  for (const one of [entry, ...buildOtherEntries()]) {
    data.entries.set(one.id, one);
    data.revisions.push(toRevision(one));
  }
  desk.addAccount();
  call = desk.client(await desk.signIn());
});

/** Brings a text of its own from draft to reviewed; answers its id. */
async function review(question: string): Promise<string> {
  const id = `e-${'n'.repeat(24)}`;
  const text = { ...entry.text, question, similar: [], citations: [] };
  await call('POST', '/knowledge/entries', { id, text });
  await call('POST', `/knowledge/entries/${id}/review`, { version: 1 });
  return id;
}

describe('the golden questions at the desk', () => {
  test('stand with the entry that must answer, and the own ones can be removed', async () => {
    const own = {
      id: newId('a'),
      question: '不给票据怎么办',
      expects: { kind: 'entry', id: entry.id },
    };
    await call('POST', '/knowledge/golden', own);
    const added = await call('POST', '/knowledge/golden', own);
    expect(added.body.items).toMatchObject([
      { id: own.id, isOwn: true, audience: 'public', entry: { question: entry.text.question } },
      { id: 'shipped-1', isOwn: false },
      { id: 'shipped-2' },
    ]);
    expect(added.body.items[2].entry).toBeUndefined();
    expect((await call('DELETE', '/knowledge/golden/shipped-1')).status).toBe(404);
    const left = await call('DELETE', `/knowledge/golden/${own.id}`);
    expect(left.body.items).toHaveLength(2);
    expect(
      desk.data.audit.map(({ action }) => action).filter((name) => name.startsWith('golden')),
    ).toEqual(['golden.add', 'golden.add', 'golden.remove']);
  });

  test('of the bureau take the place of shipped ones in the same words', async () => {
    const own = { id: newId('b'), question: silent.question, expects: asked.expects };
    const { items } = (await call('POST', '/knowledge/golden', own)).body;
    expect(items.map(({ id }: { id: string }) => id)).toEqual([own.id, 'shipped-1']);
  });

  test('expect only entries that there are, and are for editors to change', async () => {
    const unknown = { id: newId('c'), question: '没有的', expects: { kind: 'entry', id: 'none' } };
    expect((await call('POST', '/knowledge/golden', unknown)).status).toBe(404);
    desk.addAccount({ username: 'chen', roles: ['handler'] });
    const reader = desk.client(await desk.signIn('chen'));
    expect((await reader('GET', '/knowledge/golden')).status).toBe(200);
    const refused = await reader('POST', '/knowledge/golden', { ...unknown, id: newId('d') });
    expect(refused.status).toBe(403);
    const run = await reader('POST', '/knowledge/evaluations', { id: `v-${'a'.repeat(24)}` });
    expect(run.status).toBe(403);
  });

  test('are tried on request; what failed stands with what was said instead', async () => {
    desk.data.golden.push({ ...asked, id: 'own-1', question: '图书借阅证坏了' });
    const id = `v-${'a'.repeat(24)}`;
    expect((await call('POST', '/knowledge/evaluations', { id })).status).toBe(202);
    await waitFor(() => desk.data.evaluations.length === 1);
    const { items, failures } = (await call('GET', '/knowledge/evaluations')).body;
    expect(items).toMatchObject([
      { id, cause: 'asked', counts: { right: 1, silent: 1, wrong: 1 } },
    ]);
    expect(items[0].hitRate).toBeCloseTo(2 / 3);
    expect(failures).toMatchObject([
      {
        id: 'own-1',
        verdict: 'wrong',
        said: {
          kind: 'sure',
          entries: [{ id: 'other-0', question: '图书借阅证出了问题问哪里？' }],
        },
        expected: { id: entry.id, question: entry.text.question },
      },
    ]);
  });
});

describe('what would make golden questions go wrong', () => {
  test('is not published, now or on a day to come, and says which they are', async () => {
    const id = await review(silent.question);
    const at = new Date(desk.data.now.getTime() + 3600_000).toISOString();
    for (const body of [{ version: 2 }, { version: 2, at }]) {
      const refused = await call('POST', `/knowledge/entries/${id}/publish`, body);
      expect([refused.status, refused.body.code, refused.body.golden]).toEqual([
        422,
        'knowledge_harms_golden',
        ['shipped-2'],
      ]);
    }
    expect(desk.data.entries.get(id)?.live).toBeUndefined();
    const own = { id: newId('e'), question: silent.question, expects: { kind: 'entry', id } };
    await call('POST', '/knowledge/golden', own);
    expect((await call('POST', `/knowledge/entries/${id}/publish`, { version: 2 })).status).toBe(
      200,
    );
  });

  test('is not retired while the bureau’s own question needs it; a shipped one goes with its entry', async () => {
    desk.data.golden.push({ ...asked, id: 'own-2' });
    const path = `/knowledge/entries/${entry.id}/retire`;
    const refused = await call('POST', path, { version: 1 });
    expect([refused.status, refused.body.golden]).toEqual([422, ['own-2']]);
    desk.data.golden.length = 0;
    expect((await call('POST', path, { version: 1 })).body.state).toBe('retired');
    expect((await call('GET', '/knowledge/golden')).body.items).toHaveLength(1);
  });

  test('does not stand in the way of confirming words that are live already', async () => {
    desk.data.golden.push({ ...silent, id: 'own-3', question: entry.text.question });
    const path = `/knowledge/entries/${entry.id}`;
    await call('POST', `${path}/review`, { version: 1 });
    expect((await call('POST', `${path}/publish`, { version: 2 })).status).toBe(200);
  });
});
