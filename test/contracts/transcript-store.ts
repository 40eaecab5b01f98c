import { beforeEach, describe, expect, test } from '@jest/globals';
import type { TranscriptLine, TranscriptStore } from '../../bot/index.ts';
import { buildLine } from '../support/build-message.ts';

const seqsOf = (lines: readonly TranscriptLine[]) => lines.map(({ seq }) => seq);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/**
 * What every TranscriptStore does. `create` gives an empty one for each test; `open` another of the same
 * lines, as a second process would.
 */
export function itBehavesLikeATranscriptStore(
  create: () => Promise<TranscriptStore>,
  open: () => TranscriptStore,
): void {
  describe('a transcript store', () => {
    let store: TranscriptStore;
    beforeEach(async () => {
      store = await create();
    });

    test('numbers the lines of each conversation 1, 2, 3', async () => {
      const [first, second, other] = [
        buildLine(),
        buildLine(),
        buildLine({ conversation: 'person-2' }),
      ];
      expect(await store.append([first, second, other])).toEqual([
        { ...first, seq: 1 },
        { ...second, seq: 2 },
        { ...other, seq: 1 },
      ]);
      expect(seqsOf(await store.append([buildLine()]))).toEqual([3]);
      expect(await store.append([])).toEqual([]);
    });

    test('keeps the number of a line that comes again', async () => {
      const [first, second, third] = [buildLine(), buildLine(), buildLine()];
      await store.append([first, second]);
      const again = await store.append([{ ...second, author: 'staff' }, third, third]);
      expect(again.map(({ seq, author }) => [seq, author])).toEqual([
        [2, 'person'],
        [3, 'person'],
        [3, 'person'],
      ]);
      expect(await store.listAfter('person-1', 0, 10)).toHaveLength(3);
    });

    test('leaves no gap and no double when many append at once, from two processes', async () => {
      const processes = [store, open()];
      const appends = upTo(30).map(() =>
        processes.map((it) => it.append([buildLine(), buildLine({ conversation: 'person-2' })])),
      );
      await Promise.all(appends.flat());
      for (const conversation of ['person-1', 'person-2']) {
        expect(seqsOf(await store.listAfter(conversation, 0, 100))).toEqual(upTo(60));
      }
    });

    test('goes on after the last number when opened anew', async () => {
      await store.append([buildLine(), buildLine()]);
      expect(seqsOf(await open().append([buildLine()]))).toEqual([3]);
    });

    test('keeps the order of the lines that are appended together', async () => {
      const other = open();
      await store.append([buildLine()]);
      await other.append([buildLine()]);
      const lines = upTo(5).map(() => buildLine());
      const stored = await store.append(lines);
      expect(seqsOf(stored)).toEqual([3, 4, 5, 6, 7]);
      const listed = await store.listAfter('person-1', 2, 10);
      expect(listed.map(({ id }) => id)).toEqual(lines.map(({ id }) => id));
    });

    test('lists what came after a number, at most so many', async () => {
      await store.append(upTo(5).map(() => buildLine()));
      expect(seqsOf(await store.listAfter('person-1', 2, 2))).toEqual([3, 4]);
      expect(await store.listAfter('person-1', 5, 2)).toEqual([]);
    });

    test('finds a line by its id', async () => {
      const line = buildLine({ options: [{ label: '投诉', say: '投诉' }] });
      await store.append([line]);
      expect(await store.find(line.id)).toEqual({ ...line, seq: 1 });
      expect(await store.find('none')).toBeUndefined();
    });

    test('assigns lines to a ticket and lists them in the order of the conversation', async () => {
      const lines = upTo(3).map(() => buildLine());
      await store.append(lines);
      const ids = lines.map(({ id }) => id);
      await store.assignTicket(ids.slice(1).toReversed(), 't-1');
      const listed = await store.listForTicket('t-1');
      expect(listed.map(({ id }) => id)).toEqual(ids.slice(1));
      expect(await store.find(ids[0] ?? '')).not.toHaveProperty('ticketId');
    });

    test('lists lines of all conversations that were stored since a moment', async () => {
      await store.append([buildLine(), buildLine({ conversation: 'person-2' })]);
      expect(await store.listSince(new Date(Date.now() - 60_000), 10)).toHaveLength(2);
      expect(await store.listSince(new Date(Date.now() + 60_000), 10)).toEqual([]);
    });

    test('keeps what is for the person alone from those who look at a ticket', async () => {
      const line = buildLine({
        direction: 'out',
        author: 'bot',
        content: { kind: 'text', text: '查询码：••••' },
        personText: '查询码：7H3K-PLUM',
        ticketId: 't-1',
      });
      expect(await store.append([line])).toEqual([{ ...line, seq: 1 }]);
      expect((await store.listAfter('person-1', 0, 1))[0]?.personText).toBe(line.personText);
      expect((await store.find(line.id))?.personText).toBe(line.personText);
      expect(JSON.stringify(await store.listForTicket('t-1'))).not.toContain('7H3K');
    });
  });
}
