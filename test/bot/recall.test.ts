import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Job, NewOutboxRow } from '../../bot/index.ts';
import { createRecallAnswers } from '../../bot/recall.ts';
import { createOutboxStore, createRecallStore } from '../../platform/mongo/index.ts';
import { createSecrets, newMasterKey } from '../../platform/seal/index.ts';
import { buildOutboxRow } from '../support/build-message.ts';
import { openTestDatabase, type TestDatabase } from '../support/mongo.ts';

const secrets = createSecrets([newMasterKey()]);
let opened: TestDatabase;
let clock: { now: Date };
let rung: Job[];

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(async () => {
  await opened.clear();
  clock = { now: new Date('2026-03-02T01:00:00Z') };
  rung = [];
});

function build() {
  const outbox = createOutboxStore(opened.database, secrets);
  const recalls = createRecallStore(opened.database);
  const bell = { ring: async (job: Job) => void rung.push(job) };
  const acts = createRecallAnswers({ outbox, recalls, bell, now: () => clock.now });
  return { outbox, recalls, ...acts };
}

/** An answer to a person that rests on `source`. */
const buildAnswer = (personId: string, source: string, more: Partial<NewOutboxRow> = {}) =>
  buildOutboxRow({
    id: `${personId}-${source}-r0`,
    personId,
    kind: 'reply',
    reply: { key: 'conversation.answer.confirmed', sources: [source] },
    dueAt: clock.now,
    ...more,
  });

const request = {
  id: 'recall-1',
  sources: ['penalty-time@1', 'penalty-time@2'],
  question: '罚款多久要交？',
  correction: '收到决定书之日起十五日内。',
  by: 'editor-1',
};

async function findCorrections(
  outbox: ReturnType<typeof build>['outbox'],
  people: readonly string[],
) {
  const rows = await outbox.findMany(people.map((id) => `recall-recall-1-${id}`));
  return rows.map(({ personId }) => personId).toSorted();
}

const everybody = ['p1', 'p2', 'p3', 'p4', 'p5'];

describe('the recall of an answer', () => {
  it('reaches exactly those who were given it, each once', async () => {
    const { outbox, recallAnswers, recalls } = build();
    await outbox.insert([
      buildAnswer('p1', 'penalty-time@1'),
      buildAnswer('p1', 'penalty-time@2'),
      buildAnswer('p2', 'penalty-time@2'),
      buildAnswer('p3', 'penalty-time@3'),
      buildAnswer('p4', 'penalty-time-of-others@1'),
    ]);
    await recallAnswers(request);
    expect(await findCorrections(outbox, everybody)).toEqual(['p1', 'p2']);
    expect(rung).toEqual([
      { kind: 'deliver', id: 'p1' },
      { kind: 'deliver', id: 'p2' },
    ]);
    expect(await recalls.list(10)).toMatchObject([{ id: 'recall-1', told: 2 }]);
  });

  it('tells nobody twice when it is repeated or goes on after a death', async () => {
    const { outbox, recallAnswers, continueRecalls } = build();
    await outbox.insert([buildAnswer('p1', 'penalty-time@1')]);
    await recallAnswers(request);
    const [first] = await outbox.findMany(['recall-recall-1-p1']);
    clock.now = new Date(clock.now.getTime() + 30_000);
    await recallAnswers(request);
    await continueRecalls();
    expect(await outbox.findMany(['recall-recall-1-p1'])).toEqual([first]);
  });

  it('reaches those whose answer was on its way, and then ends', async () => {
    const { outbox, recallAnswers, continueRecalls, recalls } = build();
    await recallAnswers(request);
    await outbox.insert([buildAnswer('p5', 'penalty-time@2')]);
    clock.now = new Date(clock.now.getTime() + 1000);
    await continueRecalls();
    expect(await findCorrections(outbox, everybody)).toEqual(['p5']);
    clock.now = new Date(clock.now.getTime() + 2 * 60_000);
    await continueRecalls();
    expect(await recalls.listOpen()).toEqual([]);
  });

  it('names nobody who was never sent the answer', async () => {
    const { outbox, recallAnswers } = build();
    await outbox.insert([buildAnswer('p1', 'penalty-time@1')]);
    const until = new Date(clock.now.getTime() + 1000);
    await outbox.claim('p1-penalty-time@1-r0', 'o', clock.now, until, { text: 'x' });
    await outbox.recordFailed('p1-penalty-time@1-r0', 'refused');
    await recallAnswers(request);
    expect(await findCorrections(outbox, everybody)).toEqual([]);
  });

  it('gives the corrected answer in the words of the editor', async () => {
    const { outbox, recallAnswers } = build();
    await outbox.insert([buildAnswer('p1', 'penalty-time@1')]);
    await recallAnswers(request);
    const [row] = await outbox.findMany(['recall-recall-1-p1']);
    expect(row).toMatchObject({
      kind: 'notice',
      reply: {
        key: 'conversation.recalled',
        values: { question: request.question, correction: request.correction },
      },
    });
  });
});
