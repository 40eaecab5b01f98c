import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  alertEntry,
  assignEntry,
  createEntry,
  editEntry,
  findLive,
  isUntouched,
  publishDue,
  publishEntry,
  restoreEntry,
  retireEntry,
  reviewEntry,
  scheduleEntry,
  settleAlerts,
  toRevision,
  unscheduleEntry,
  type Entry,
  type EntryText,
  type Revision,
} from '../../knowledge/index.ts';
import { buildEntry } from '../support/build-entry.ts';

const writer = { name: '张编辑', accountId: 'a-1' };
const reviewer = { name: '李编辑', accountId: 'a-2' };
const at = new Date('2026-03-02T01:00:00Z');
const later = new Date('2026-03-03T01:00:00Z');
const { text } = buildEntry();
const two = { isSoleEditor: false };

function buildDraft(): Entry {
  return createEntry({ id: 'e-1', text, origin: 'staff' }, { by: writer, at });
}

function buildReviewed(): Entry {
  return reviewEntry(buildDraft(), { by: reviewer, at }, two);
}

describe('the way of an entry', () => {
  test('a draft is said by nobody; reviewed and published it is live with its reviewer', () => {
    const draft = buildDraft();
    expect(findLive(draft, at)).toBeUndefined();
    const published = publishEntry(buildReviewed(), { by: writer, at });
    expect(published).toMatchObject({
      version: 3,
      state: 'published',
      live: { version: 3, text, reviewed: reviewer, publishedAt: at },
    });
  });

  test('nobody reviews their own words, except where there is no second editor', () => {
    expect(() => reviewEntry(buildDraft(), { by: writer, at }, two)).toThrow('knowledge_own_text');
    const alone = reviewEntry(buildDraft(), { by: writer, at }, { isSoleEditor: true });
    expect(alone.reviewed).toEqual({ ...writer, at });
  });

  test('an edit of a published entry leaves what people hear until the edit is published', () => {
    const published = publishEntry(buildReviewed(), { by: writer, at });
    const edited = editEntry(published, { ...text, answer: '新的答复' }, { by: writer, at: later });
    expect(edited.state).toBe('draft');
    expect(edited.live).toEqual(published.live);
    const again = publishEntry(reviewEntry(edited, { by: reviewer, at: later }, two), {
      at: later,
    });
    expect(again.live?.text.answer).toBe('新的答复');
  });

  test('a schedule holds from its moment on, whoever carries it out and when', () => {
    const scheduled = scheduleEntry(buildReviewed(), later, { by: writer, at });
    expect(findLive(scheduled, at)).toBeUndefined();
    expect(publishDue(scheduled, at)).toBeUndefined();
    expect(findLive(scheduled, later)?.publishedAt).toEqual(later);
    const muchLater = new Date(later.getTime() + 5000);
    expect(publishDue(scheduled, muchLater)).toMatchObject({
      state: 'published',
      live: { publishedAt: later },
    });
    const unscheduled = unscheduleEntry(scheduled, { by: writer, at });
    expect(findLive(unscheduled, muchLater)).toBeUndefined();
    expect(() => scheduleEntry(buildReviewed(), at, { by: writer, at })).toThrow(
      'knowledge_publish_in_past',
    );
  });

  test('an older revision comes back as a draft, of its own entry only', () => {
    const draft = buildDraft();
    const edited = editEntry(draft, { ...text, answer: '新的答复' }, { by: writer, at });
    const restored = restoreEntry(edited, toRevision(draft), { by: reviewer, at: later });
    expect(restored).toMatchObject({ version: 3, state: 'draft', text, written: reviewer });
    const foreign: Revision = { ...toRevision(draft), entryId: 'e-2' };
    expect(() => restoreEntry(edited, foreign, { by: writer, at })).toThrow(
      'knowledge_other_entry',
    );
  });

  test('an alert is noted once and gone when somebody reviewed after it', () => {
    const alert = {
      kind: 'statute_changed',
      citation: { statute: '行政处罚法', article: '70' },
      at,
    } as const;
    const published = publishEntry(buildReviewed(), { at });
    const alerted = alertEntry(published, alert);
    expect(alerted?.alerts).toEqual([alert]);
    expect(alerted?.live).toEqual(published.live);
    expect(alerted && alertEntry(alerted, alert)).toBeUndefined();
    expect(alerted && settleAlerts(alerted, { by: writer, at: later }).alerts).toEqual([]);
    const edited = editEntry(alerted ?? published, text, { by: writer, at: later });
    const again = publishEntry(reviewEntry(edited, { by: reviewer, at: later }, two), {
      at: later,
    });
    expect(again.alerts).toEqual([]);
  });

  test('a text that cannot be said is refused', () => {
    const broken: readonly Partial<EntryText>[] = [
      { question: ' ' },
      { answer: '' },
      { inForceFrom: '2026-1-1' },
      { inForceFrom: '2026-02-02', inForceTo: '2026-02-01' },
      { kind: 'guide', audience: 'public' },
      { chart: [{ id: 'a', text: '受理', next: [{ to: 'b' }] }] },
    ];
    for (const change of broken) {
      expect(() => editEntry(buildDraft(), { ...text, ...change }, { by: writer, at })).toThrow(
        'knowledge_text_invalid',
      );
    }
  });

  test('only a shipped entry that nobody touched counts as untouched', () => {
    const shipped = buildEntry();
    expect(isUntouched(shipped)).toBe(true);
    expect(isUntouched(editEntry(shipped, text, { by: writer, at }))).toBe(false);
    expect(isUntouched(reviewEntry(shipped, { by: writer, at }, two))).toBe(false);
    expect(isUntouched(retireEntry(shipped, { by: writer, at }))).toBe(false);
    expect(isUntouched(buildDraft())).toBe(false);
  });
});

type Move = (entry: Entry, revisions: readonly Revision[], at: Date) => Entry;

const moves: Readonly<Record<string, Move>> = {
  edit: (entry, revisions, now) =>
    editEntry(entry, { ...text, answer: `第 ${revisions.length} 稿` }, { by: writer, at: now }),
  reviewByOther: (entry, _, now) => reviewEntry(entry, { by: reviewer, at: now }, two),
  reviewByWriter: (entry, _, now) => reviewEntry(entry, { by: writer, at: now }, two),
  publish: (entry, _, now) => publishEntry(entry, { by: writer, at: now }),
  schedule: (entry, _, now) =>
    scheduleEntry(entry, new Date(now.getTime() + 1500), { by: writer, at: now }),
  unschedule: (entry, _, now) => unscheduleEntry(entry, { by: writer, at: now }),
  carryOut: (entry, _, now) => publishDue(entry, now) ?? entry,
  retire: (entry, _, now) => retireEntry(entry, { by: writer, at: now }),
  restore: (entry, [first], now) =>
    first === undefined ? entry : restoreEntry(entry, first, { by: reviewer, at: now }),
  assign: (entry, _, now) => assignEntry(entry, { owner: writer }, { by: writer, at: now }),
};

describe('whatever is done in whatever order', () => {
  const sequences = fc.array(fc.constantFrom(...Object.keys(moves)), { maxLength: 30 });

  test('nothing becomes live unreviewed, live changes by publishing and retiring only, versions count up', () => {
    fc.assert(
      fc.property(sequences, (names) => {
        let entry = buildDraft();
        let now = at;
        const revisions = [toRevision(entry)];
        for (const name of names) {
          now = new Date(now.getTime() + 1000);
          const before = entry;
          entry = attempt(() => moves[name]?.(before, revisions, now) ?? before, before);
          if (entry === before) continue;
          revisions.push(toRevision(entry));
          expect(entry.version).toBe(before.version + 1);
          const isMoved = entry.live !== before.live;
          const mayMove = entry.change.action === 'publish' || entry.change.action === 'retire';
          expect(isMoved && !mayMove).toBe(false);
          expect(isReviewedByAnother(entry, revisions)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** What is live was reviewed, and not by who wrote it. */
function isReviewedByAnother({ live }: Entry, revisions: readonly Revision[]): boolean {
  if (live === undefined) return true;
  const wrote = revisions.find(({ version }) => version === live.version)?.written;
  return live.reviewed !== undefined && live.reviewed.accountId !== wrote?.accountId;
}

/** What a refused move leaves behind; anything but a refusal rises. */
function attempt(move: () => Entry, before: Entry): Entry {
  try {
    return move();
  } catch (error) {
    if (String(error).includes('knowledge_')) return before;
    throw error;
  }
}
