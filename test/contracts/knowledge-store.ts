import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  editEntry,
  reviewEntry,
  scheduleEntry,
  toStarterEntry,
  type KnowledgeStore,
  type StarterDraft,
} from '../../knowledge/index.ts';
import { buildEntry } from '../support/build-entry.ts';

const at = new Date('2026-03-02T01:00:00Z');
const later = new Date('2026-03-03T01:00:00Z');
const editor = { name: '张编辑', accountId: 'a-1' };
const other = { name: '李编辑', accountId: 'a-2' };
const draft: StarterDraft = {
  id: 'fines-1',
  area: '行政处罚',
  question: '罚款太重怎么办',
  similar: ['罚得太多'],
  answer: '可以申请行政复议。',
  citations: [{ statute: '行政复议法', article: '11' }],
};

/** What every KnowledgeStore does. `create` gives an empty one for each test. */
export function itBehavesLikeAKnowledgeStore(create: () => Promise<KnowledgeStore>): void {
  describe('a knowledge store', () => {
    let store: KnowledgeStore;
    beforeEach(async () => {
      store = await create();
    });

    test('gives back an entry with every field as it was stored', async () => {
      const edited = editEntry(
        buildEntry(),
        { ...draft, kind: 'guide', audience: 'staff', chart: [] },
        { by: editor, at },
      );
      const reviewed = reviewEntry(edited, { by: other, at }, { isSoleEditor: false });
      const full = {
        ...scheduleEntry(reviewed, later, { by: editor, at }),
        reviewDueOn: '2027-01-01',
      };
      expect(await store.insert(full)).toBe(true);
      expect(await store.find(full.id)).toEqual(full);
      expect(await store.insert(full)).toBe(false);
      expect(await store.find('none')).toBeUndefined();
    });

    test('seeds what is missing, renews what nobody touched, leaves an editor’s work alone', async () => {
      await store.seed([draft, { ...draft, id: 'fines-2' }], at);
      const [first] = await store.list();
      expect(first).toEqual(toStarterEntry(draft, at));
      if (first === undefined) return;
      const edited = editEntry(first, { ...first.text, answer: '改过的' }, { by: editor, at });
      expect(await store.save(edited)).toBe(true);
      const newer = { ...draft, answer: '新版的说明。' };
      await store.seed([newer, { ...newer, id: 'fines-2' }, { ...newer, id: 'fines-3' }], later);
      expect(await store.find('fines-1')).toEqual(edited);
      expect(await store.find('fines-2')).toMatchObject({
        version: 2,
        live: { version: 2, text: { answer: '新版的说明。' } },
      });
      expect(await store.find('fines-3')).toMatchObject({ version: 1 });
      await store.seed([newer], later);
      expect((await store.find('fines-2'))?.version).toBe(2);
    });

    test('saves on the version that was read only', async () => {
      const entry = buildEntry();
      await store.insert(entry);
      const change = { by: editor, at };
      const both = await Promise.all([
        store.save(editEntry(entry, { ...entry.text, answer: 'one' }, change)),
        store.save(editEntry(entry, { ...entry.text, answer: 'two' }, change)),
      ]);
      expect(both.filter(Boolean)).toHaveLength(1);
      const stored = await store.find(entry.id);
      expect(stored?.version).toBe(2);
      const [newest] = await store.listRevisions(entry.id);
      expect(newest?.text).toEqual(stored?.text);
    });

    test('keeps every revision, newest first', async () => {
      const entry = buildEntry();
      await store.insert(entry);
      const edited = editEntry(entry, { ...entry.text, answer: '第二稿' }, { by: editor, at });
      await store.save(edited);
      await store.save(reviewEntry(edited, { by: other, at: later }, { isSoleEditor: false }));
      const revisions = await store.listRevisions(entry.id);
      expect(revisions.map(({ version, state }) => [version, state])).toEqual([
        [3, 'reviewed'],
        [2, 'draft'],
        [1, 'published'],
      ]);
      expect(revisions[2]?.text).toEqual(entry.text);
      expect(await store.listRevisions('none')).toEqual([]);
    });

    test('a seeded entry has its first revision too', async () => {
      await store.seed([draft], at);
      expect(await store.listRevisions(draft.id)).toMatchObject([{ version: 1 }]);
      const entry = toStarterEntry(draft, at);
      await store.save(editEntry(entry, { ...entry.text, answer: '改过的' }, { by: editor, at }));
      expect(await store.listRevisions(draft.id)).toMatchObject([{ version: 2 }, { version: 1 }]);
    });

    test('lists what changed after a moment, and what is due although nobody changed it', async () => {
      const entry = buildEntry();
      await store.insert(entry);
      const edited = editEntry(entry, entry.text, { by: editor, at });
      await store.save(edited);
      const reviewed = reviewEntry(edited, { by: other, at }, { isSoleEditor: false });
      await store.save(reviewed);
      const scheduled = scheduleEntry(reviewed, later, { by: editor, at });
      await store.save(scheduled);
      const before = new Date(at.getTime() - 1);
      expect(await store.listChangedSince(before, at)).toEqual([scheduled]);
      expect(await store.listChangedSince(at, at)).toEqual([]);
      expect(await store.listDue(at)).toEqual([]);
      expect(await store.listChangedSince(at, later)).toEqual([scheduled]);
      expect(await store.listChangedSince(before, later)).toEqual([scheduled]);
      expect(await store.listDue(later)).toEqual([scheduled]);
    });

    test('lists as live what people are answered with at the time', async () => {
      await store.seed([draft], at);
      const entry = buildEntry();
      const { live: _, ...unpublished } = editEntry(entry, entry.text, { by: editor, at });
      await store.insert(unpublished);
      expect((await store.listLive(at)).map(({ id }) => id)).toEqual(['fines-1']);
      const reviewed = reviewEntry(unpublished, { by: other, at }, { isSoleEditor: false });
      await store.save(reviewed);
      await store.save(scheduleEntry(reviewed, later, { by: editor, at }));
      expect((await store.listLive(at)).map(({ id }) => id)).toEqual(['fines-1']);
      expect(await store.listLive(later)).toHaveLength(2);
    });
  });
}
