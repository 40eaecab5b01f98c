import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  createKnowledge,
  starterDrafts,
  toStarterEntry,
  type Entry,
} from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { buildEntry } from '../support/build-entry.ts';
import { readSharedLines } from '../support/shared-data.ts';

const starterEntries = starterDrafts.map((draft) => toStarterEntry(draft, new Date(0)));

/** Knowledge over a list that the test may change. */
function buildKnowledge(entries: readonly Entry[]) {
  const store = { entries };
  return { store, ...createKnowledge({ store: { list: async () => store.entries }, fold }) };
}

describe('what the bureau can say to a question', () => {
  test('is sure of every question and similar wording that an entry has itself, however it is written', async () => {
    const { ask } = buildKnowledge(starterEntries);
    for (const entry of starterEntries) {
      for (const wording of [entry.text.question, ...entry.text.similar]) {
        expect(await ask(`  ${wording.replace('？', ' ?')}`)).toMatchObject({
          kind: 'sure',
          entry: { id: entry.id },
        });
      }
    }
    expect(await ask('罰款不給票據怎麼辦')).toMatchObject({
      kind: 'sure',
      entry: { id: 'penalty-receipt' },
    });
  });

  test('offers at most three near questions when it is not sure', async () => {
    const answer = await buildKnowledge(starterEntries).ask('罚款');
    expect(answer.kind).toBe('near');
    expect(answer.kind === 'near' ? answer.entries.length : 0).toBeLessThanOrEqual(3);
  });

  test('prefers a choice to a likely answer when two entries are about as near', async () => {
    const { ask } = buildKnowledge([
      buildEntry({ id: 'a', question: '申请复议要多少天', similar: [] }),
      buildEntry({ id: 'b', question: '申请复议要多少钱', similar: [] }),
    ]);
    expect((await ask('申请复议要多少')).kind).toBe('near');
  });

  test('is silent about what it does not know, and without entries', async () => {
    const { ask } = buildKnowledge(starterEntries);
    for (const words of ['今天天气怎么样', '我家的猫丢了', 'hello there', '…', '']) {
      expect(await ask(words)).toEqual({ kind: 'none' });
    }
    expect(await buildKnowledge([]).ask('罚款不给票据怎么办')).toEqual({ kind: 'none' });
  });

  test("an editor's new version holds at the next question", async () => {
    const knowledge = buildKnowledge([buildEntry()]);
    await knowledge.ask('罚款不给票据怎么办');
    const changed = buildEntry({ version: 2, answer: '新的答复' });
    knowledge.store.entries = [changed];
    expect(await knowledge.ask('罚款不给票据怎么办')).toMatchObject({
      kind: 'sure',
      entry: { version: 2, answer: '新的答复' },
    });
  });

  test('no real complaint gets a direct answer', async () => {
    const rows = readSharedLines(
      'taidi_c/enforcement_subset.dev.jsonl',
      z.object({ subject: z.string(), detail: z.string() }),
    );
    const { ask } = buildKnowledge(starterEntries);
    for (const { subject, detail } of rows ?? []) {
      for (const words of [subject, detail]) expect((await ask(words)).kind).not.toBe('sure');
    }
  });
});
