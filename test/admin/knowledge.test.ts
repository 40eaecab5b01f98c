import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { EntryDetail, EntryView } from '../../admin/routes/knowledge.schema.ts';
import { toRevision } from '../../knowledge/index.ts';
import { buildDesk } from '../support/build-desk.ts';
import { buildEntry, buildOtherEntries } from '../support/build-entry.ts';

let desk: Awaited<ReturnType<typeof buildDesk>>;
let call: ReturnType<typeof desk.client>;

beforeAll(async () => {
  desk = await buildDesk();
});
afterAll(() => desk.stop());
beforeEach(async () => {
  desk.data.accounts.clear();
  desk.data.entries.clear();
  desk.data.revisions.length = 0;
  desk.data.audit.length = 0;
  desk.data.unanswered.length = 0;
  desk.addAccount();
  call = desk.client(await desk.signIn());
});

const entry = buildEntry({ id: 'k-1', question: '不服处罚怎么办', similar: ['处罚太重'] });
const text = {
  kind: 'question',
  area: '行政处罚',
  audience: 'public',
  question: '不服处罚怎么办',
  similar: ['处罚太重'],
  answer: '可以申请行政复议或者起诉。',
  citations: [{ statute: '行政复议法', article: '20' }],
};

function store(): void {
  desk.data.entries.set(entry.id, entry);
  desk.data.revisions.push(toRevision(entry));
}

async function post(path: string, body: object): Promise<EntryView> {
  return (await call('POST', `/knowledge/entries/k-1/${path}`, body)).body;
}

const list = async (query: string) => (await call('GET', `/knowledge?${query}`)).body;

function ask(id: string, question: string): void {
  desk.data.unanswered.push({
    id,
    question,
    reason: 'none',
    at: desk.data.now,
    personId: 'person-secret',
    state: 'open',
  });
}

describe('an entry at the desk', () => {
  test('goes from draft to live in steps, each audited, and its live words stay until then', async () => {
    store();
    const edited = (await call('PUT', '/knowledge/entries/k-1', { version: 1, text })).body;
    expect(edited).toMatchObject({ version: 2, state: 'draft', live: { version: 1 } });
    expect((await post('publish', { version: 2 })).state).toBeUndefined();
    const reviewed = await post('review', { version: 2 });
    expect(reviewed).toMatchObject({ state: 'reviewed', reviewed: { name: '王受理' } });
    const published = await post('publish', { version: 3 });
    expect(published).toMatchObject({
      state: 'published',
      live: { version: 4, text: { answer: text.answer }, reviewed: { name: '王受理' } },
    });
    expect(published.text.citations[0]?.label).toBe('《行政复议法》第二十条');
    const audited = desk.data.audit.filter(({ object }) => object === 'k-1');
    expect(audited.map(({ action, object }) => [action, object])).toEqual([
      ['knowledge.edit', 'k-1'],
      ['knowledge.review', 'k-1'],
      ['knowledge.publish', 'k-1'],
    ]);
    const detail: EntryDetail = (await call('GET', '/knowledge/entries/k-1')).body;
    expect(detail.revisions.map(({ version }) => version)).toEqual([4, 3, 2, 1]);
  });

  test('refuses a change of a version that is no longer the latest, and of an unknown entry', async () => {
    store();
    await call('PUT', '/knowledge/entries/k-1', { version: 1, text });
    const again = await call('PUT', '/knowledge/entries/k-1', { version: 1, text });
    expect([again.status, again.body.code]).toEqual([409, 'version_conflict']);
    const unknown = await call('POST', '/knowledge/entries/none/retire', { version: 1 });
    expect(unknown.status).toBe(404);
  });

  test('with a second editor nobody reviews their own words', async () => {
    store();
    desk.addAccount({ username: 'li', name: '李编辑' });
    await call('PUT', '/knowledge/entries/k-1', { version: 1, text });
    expect((await call('GET', '/knowledge/entries/k-1')).body.mayReview).toBe(false);
    const own = await call('POST', '/knowledge/entries/k-1/review', { version: 2 });
    expect([own.status, own.body.code]).toEqual([403, 'knowledge_own_text']);
    const other = desk.client(await desk.signIn('li'));
    expect((await other('GET', '/knowledge/entries/k-1')).body.mayReview).toBe(true);
    expect((await other('POST', '/knowledge/entries/k-1/review', { version: 2 })).status).toBe(200);
  });

  test('is scheduled for a moment to come, taken back, restored, assigned and retired', async () => {
    store();
    await post('review', { version: 1 });
    const at = new Date(desk.data.now.getTime() + 3600_000).toISOString();
    expect(await post('publish', { version: 2, at })).toMatchObject({ publishAt: at });
    const past = await call('POST', '/knowledge/entries/k-1/publish', {
      version: 3,
      at: desk.data.now.toISOString(),
    });
    expect(past.body.code).toBe('knowledge_publish_in_past');
    expect((await post('unschedule', { version: 3 })).publishAt).toBeUndefined();
    await call('PUT', '/knowledge/entries/k-1', { version: 4, text });
    const restored = await post('restore', { version: 5, revision: 1 });
    expect(restored.text.answer).toBe(entry.text.answer);
    const assigned = await post('assign', { version: 6, reviewDueOn: '2026-01-01' });
    expect(assigned.reviewDueOn).toBe('2026-01-01');
    expect((await call('GET', '/knowledge?due=true')).body.total).toBe(1);
    const retired = await post('retire', { version: 7 });
    expect([retired.state, retired.live]).toEqual(['retired', undefined]);
  });

  test('is created once under the id that the console chose', async () => {
    const id = `e-${'a'.repeat(24)}`;
    const created = await call('POST', '/knowledge/entries', { id, text });
    expect(created.body).toMatchObject({ id, state: 'draft', origin: 'staff' });
    await call('POST', '/knowledge/entries', { id, text: { ...text, answer: '另一个' } });
    expect(desk.data.entries.get(id)?.text.answer).toBe(text.answer);
    const guide = { ...text, kind: 'guide' };
    const refused = await call('POST', '/knowledge/entries', {
      id: `e-${'b'.repeat(24)}`,
      text: guide,
    });
    expect([refused.status, refused.body.code]).toEqual([422, 'knowledge_text_invalid']);
  });

  test('is found by words and by what is to be done about it', async () => {
    store();
    desk.data.entries.set('k-2', buildEntry({ id: 'k-2', area: '行政强制' }));
    expect((await list(`query=${encodeURIComponent('太重')}`)).total).toBe(1);
    expect((await list(`area=${encodeURIComponent('行政强制')}`)).items[0].id).toBe('k-2');
    expect(await list('unconfirmed=true')).toMatchObject({ total: 2, counts: { unconfirmed: 2 } });
    expect((await list('state=draft')).total).toBe(0);
    expect((await list('pageSize=1&page=2')).items).toHaveLength(1);
  });

  test('is changed by editors only; all staff may read', async () => {
    store();
    desk.addAccount({ username: 'chen', roles: ['handler'] });
    const reader = desk.client(await desk.signIn('chen'));
    expect((await reader('GET', '/knowledge')).body.total).toBe(1);
    for (const path of ['review', 'publish', 'retire', 'settle']) {
      const refused = await reader('POST', `/knowledge/entries/k-1/${path}`, { version: 1 });
      expect([path, refused.status]).toEqual([path, 403]);
    }
    expect((await reader('PUT', '/knowledge/entries/k-1', { version: 1, text })).status).toBe(403);
  });
});

describe('beside the entries', () => {
  test('a text is compared with what is there, drafts too', async () => {
    for (const other of buildOtherEntries()) desk.data.entries.set(other.id, other);
    store();
    const id = `e-${'c'.repeat(24)}`;
    const draft = { ...text, question: '在路边摆摊要不要办证', similar: [] };
    await call('POST', '/knowledge/entries', { id, text: draft });
    const find = async (words: string) =>
      (await call('GET', `/knowledge/similar?text=${encodeURIComponent(words)}`)).body.items;
    expect((await find('路边摆摊要办证吗'))[0]).toMatchObject({ id, state: 'draft' });
    expect((await find('我不服处罚怎么办'))[0]).toMatchObject({ id: 'k-1' });
  });

  test('citations are read out of pasted text', async () => {
    const read = await call('POST', '/knowledge/citations', {
      text: '依据《中华人民共和国行政处罚法》第七十条、第七十一条。',
    });
    expect(read.body.items).toMatchObject([
      { statute: '行政处罚法', article: '70', state: 'not_imported' },
      { article: '71', label: '《行政处罚法》第七十一条' },
    ]);
  });

  test('an answer is tried without being counted', async () => {
    store();
    const path = `/knowledge/preview?text=${encodeURIComponent('处罚太重')}`;
    expect((await call('GET', path)).body.kind).toBe('sure');
    expect((await call('GET', `${path}&audience=nobody`)).status).toBe(400);
  });

  test('unanswered questions stand in groups without who asked, and are closed for good', async () => {
    ask('m-1', '养老院收费太高找谁');
    ask('m-2', '猫丢了怎么办');
    ask('m-3', '养老院收费太高应该找谁');
    const listed = await call('GET', '/knowledge/unanswered');
    expect(listed.text).not.toContain('person-secret');
    expect(listed.body.groups.map(({ count }: { count: number }) => count)).toEqual([2, 1]);
    const unknown = { state: 'answered', ids: ['m-1'], entryId: 'none' };
    expect((await call('POST', '/knowledge/unanswered/close', unknown)).status).toBe(404);
    store();
    const closed = await call('POST', '/knowledge/unanswered/close', {
      state: 'answered',
      ids: ['m-1', 'm-3'],
      entryId: 'k-1',
    });
    expect(closed.body).toEqual({ open: 1 });
  });
});
