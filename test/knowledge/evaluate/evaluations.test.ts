import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  createEvaluations,
  type Evaluation,
  type GoldenQuestion,
} from '../../../knowledge/evaluate/index.ts';
import type { Entry } from '../../../knowledge/index.ts';
import { fold } from '../../../platform/fold/index.ts';
import { buildEntry, buildOtherEntries } from '../../support/build-entry.ts';

const entry = buildEntry();
const asked: GoldenQuestion = {
  id: 'asked',
  question: '罚款不开收据可以不交吗',
  audience: 'public',
  expects: { kind: 'entry', id: entry.id },
};

let entries: Entry[];
let own: GoldenQuestion[];
let kept: Evaluation[];
let day: string;

beforeEach(() => {
  entries = [entry, ...buildOtherEntries()];
  own = [];
  kept = [];
  day = '2026-03-02';
});

function build(shipped: readonly GoldenQuestion[] = [asked]) {
  return createEvaluations({
    store: { listLive: async () => entries },
    golden: { list: async () => own },
    shipped,
    evaluations: {
      insert: async (one) => kept.unshift(one) > 0,
      list: async (limit) => kept.slice(0, limit),
    },
    tables: { lookUp: async () => undefined },
    fold,
    now: () => new Date(`${day}T01:00:00Z`),
    toDay: (at) => at.toISOString().slice(0, 10),
    pause: async () => undefined,
  });
}

describe('the trial of golden questions', () => {
  test('is kept once for a day, and again on the next', async () => {
    const { evaluateDay } = build();
    await evaluateDay();
    await evaluateDay();
    expect(kept).toMatchObject([{ id: 'daily-2026-03-02', cause: 'daily', counts: { right: 1 } }]);
    day = '2026-03-03';
    await evaluateDay();
    expect(kept.map(({ id }) => id)).toEqual(['daily-2026-03-03', 'daily-2026-03-02']);
  });

  test('says how far it is, and keeps what was said where it went wrong', async () => {
    own = [{ ...asked, id: 'own', question: '路灯亮度坏了' }];
    const steps: string[] = [];
    const progress = async (done: number, total: number) => void steps.push(`${done}/${total}`);
    await build().evaluate({ id: 'v-1', cause: 'asked' }, progress);
    expect(steps).toEqual(['1/2', '2/2']);
    expect(kept[0]?.failures).toMatchObject([
      { id: 'own', question: '路灯亮度坏了', verdict: 'wrong', said: { kind: 'sure' } },
    ]);
  });

  test('leaves out shipped questions whose entry is gone, or is the bureau’s own', async () => {
    const evaluations = build();
    expect(await evaluations.listGolden()).toHaveLength(1);
    entries = [{ ...entry, origin: 'staff' }];
    expect(await evaluations.listGolden()).toEqual([]);
    entries = buildOtherEntries().slice();
    expect(await evaluations.listGolden()).toEqual([]);
  });

  test('prefers what the bureau says of the same words', async () => {
    own = [
      { ...asked, id: 'own', question: '罰款不開收據可以不交嗎', expects: { kind: 'silent' } },
    ];
    expect(await build().listGolden()).toEqual(own);
  });
});

describe('a change', () => {
  test('that spoils a question is refused with its id; one that spoils none is not', async () => {
    own = [{ ...asked, id: 'own' }];
    const { checkChange } = build();
    await expect(checkChange(entry.id, undefined)).rejects.toMatchObject({
      code: 'knowledge_harms_golden',
      golden: ['own'],
    });
    await expect(checkChange(entry.id, entry.live)).resolves.toBeUndefined();
    await expect(checkChange('other-3', undefined)).resolves.toBeUndefined();
  });
});
