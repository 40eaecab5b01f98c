import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { verifyAudit } from '../../../platform/mongo/index.ts';
import type { Ticket } from '../../../tickets/index.ts';
import { buildReceived } from '../../support/build-message.ts';
import { canaryStory, canaryUnit, dump, openEscrowWorld } from '../../support/escrow-world.ts';
import { openMortalDatabase } from '../../support/mortal-database.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

let house: TestDatabase;
let world: ReturnType<typeof openEscrowWorld>;
const fail = (error: unknown): never => {
  throw error;
};

beforeAll(async () => {
  house = await openTestDatabase();
});
beforeEach(async () => {
  await house.clear();
  world = openEscrowWorld(house);
});
afterAll(async () => {
  await house.close();
});

/** What belongs to the ticket and its person wherever it is kept. */
async function readAll({ id, personId = '' }: Ticket) {
  const { version: _, updatedAt: _at, history, ...ticket } = await world.find(id);
  const [file] = await world.files.listForTicket(id);
  const copy = file && (await world.files.openWorkingCopy(file.id));
  return {
    ticket: { ...ticket, history: history.slice(0, 2) },
    lines: await world.transcript.listAfter(personId, 0, 10),
    file,
    copy: copy?.bytes.length,
  };
}

describe('two of three', () => {
  test('leave no trace of the unit or their words in a dump', async () => {
    const keeper = world.openKeeper();
    await world.waitAs('ann');
    await world.waitAs('ben');
    expect(await dump(house.database)).toContain(canaryUnit);
    await keeper.settleAll(fail);
    const dumped = await dump(house.database);
    for (const words of [canaryUnit, canaryStory, '城市巡查', '修车铺']) {
      expect(dumped).not.toContain(words);
    }
    await house.checkShapes();
  });

  test('stay sealed when one person writes by two channels, or leaves the same telephone', async () => {
    const keeper = world.openKeeper();
    const first = await world.waitAs('ann');
    const second = await world.waitAs('ben');
    await world.waitAs('ann');
    await world.people.saveContact(first.personId ?? '', { phone: '13900000001' });
    await world.people.saveContact(second.personId ?? '', { phone: '13900000001' });
    await world.waitAs('cat');
    await keeper.settleAll(fail);
    await keeper.settleAll(fail);
    expect((await world.find(first.id)).contact).toMatchObject({ state: 'wait' });
    expect(await dump(house.database)).not.toContain(canaryUnit);
  });

  test('are not opened by another unit or another type of problem', async () => {
    const keeper = world.openKeeper();
    const first = await world.waitAs('ann');
    await world.waitAs('ben');
    await world.waitAs('cat', { conduct: 'manner' });
    await world.waitAs('dan', { unit: '另一个局' });
    await keeper.settleAll(fail);
    expect((await world.find(first.id)).facts).toEqual({});
  });

  test('may leave at any time and find everything as it was', async () => {
    const keeper = world.openKeeper();
    const asked = await world.ask(await world.fileOne('ann'));
    const before = await readAll(asked);
    await world.choose(asked, 'wait');
    await keeper.settleAll(fail);
    expect((await world.find(asked.id)).facts).toEqual({});
    await world.choose(asked, 'leave');
    await keeper.settleAll(fail);
    const { ticket, ...rest } = await readAll(asked);
    const { ticket: was, ...others } = before;
    expect(rest).toEqual(others);
    expect(ticket).toMatchObject({ facts: was.facts, history: was.history });
    expect(ticket.contact).toMatchObject({ state: 'asked', words: was.contact?.words });
    const later = await world.waitAs('ben');
    await world.waitAs('cat');
    await keeper.settleAll(fail);
    // Who left is no longer one of three.
    expect((await world.find(later.id)).facts).toEqual({});
  });
});

const toLine = ({ personId = '' }: Ticket, id: string, text: string) => ({
  id,
  conversation: personId,
  channel: 'web-chat' as const,
  direction: 'in' as const,
  author: 'person' as const,
  at: new Date(),
  content: { kind: 'text' as const, text },
  traceId: id,
});

async function findCanaries(): Promise<readonly string[]> {
  const dumped = (await dump(house.database)).split('\n');
  return dumped.filter((line) =>
    [canaryUnit, canaryStory, '城市巡查'].some((w) => line.includes(w)),
  );
}

/** Two of three, sealed by another process than the one that writes now. */
async function sealOne(): Promise<Ticket> {
  const ticket = await world.waitAs('ann');
  await world.waitAs('ben');
  await world.openKeeper().settleAll(fail);
  return world.find(ticket.id);
}

const blankPaper = {
  addressedTo: '',
  units: [],
  copiedTo: [],
  attachments: [],
  fields: {},
  points: [],
  paragraphs: [],
  steps: [],
  servings: [],
};

describe('what is written while it lies sealed', () => {
  const lease = { at: new Date(), until: new Date(Date.now() + 60_000) };

  test('lies sealed from its first write: message, answer, supplement, question, half an exchange', async () => {
    const ticket = await sealOne();
    const { personId = '' } = ticket;
    const said = `又是城市巡查的人，${canaryStory}`;
    const message = buildReceived({
      id: 'web-chat-m-later',
      personId,
      content: { kind: 'text', text: said },
    });
    const { row } = await world.inbox.insert(message);
    expect(row.content).toEqual(message.content);
    expect((await world.inbox.listWaiting(personId, 5))[0]?.content).toEqual(message.content);
    expect(await findCanaries()).toEqual([]);

    const session = await world.sessions.lease(personId, 'a', lease.at, lease.until);
    if (session === undefined) throw new Error('no lease');
    await world.sessions.save({ ...session, state: { draft: said } }, 'a', 'release');
    expect((await world.sessions.find(personId))?.state).toEqual({ draft: said });
    await world.transcript.append([
      toLine(ticket, 'later-1', said),
      toLine(ticket, 'later-2', '您好'),
    ]);
    await world.transcript.append([toLine(ticket, 'later-3', '还有一点')]);
    await world.transcript.assignTicket(['later-3'], ticket.id);
    const due = { createdAt: new Date(), dueAt: new Date() };
    await world.outbox.insert([
      {
        ...due,
        id: 'later-r0',
        personId,
        kind: 'reply',
        channel: 'web-chat',
        traceId: 'later',
        reply: { key: 'conversation.review', lines: [{ key: 'x', values: { said } }] },
      },
    ]);
    await world.unanswered.record({
      id: 'later-1',
      question: said,
      reason: 'none',
      at: due.createdAt,
      personId,
    });
    await world.acts.supplementTicket({
      numberOrId: ticket.id,
      by: { kind: 'reporter', personId },
      words: said,
    });
    expect(await findCanaries()).toEqual([]);
    const [rowToSend] = await world.outbox.findMany(['later-r0']);
    expect(rowToSend?.reply.lines).toEqual([{ key: 'x', values: { said } }]);
    const lines = await world.transcript.listAfter(personId, 0, 50);
    const texts = lines.map(({ content, personText }) => [Object(content).text, personText]);
    expect(texts).toEqual(
      expect.arrayContaining([
        ['••••', said],
        ['您好', undefined],
        ['••••', '还有一点'],
      ]),
    );
    await house.checkShapes();
  });

  test('comes back with the rest when the seal is opened', async () => {
    const ticket = await sealOne();
    const { personId = '' } = ticket;
    const words = `补充：${canaryStory}`;
    await world.transcript.append([toLine(ticket, 'later-1', words)]);
    const by = { kind: 'reporter', personId } as const;
    await world.acts.supplementTicket({ numberOrId: ticket.id, by, words });
    await world.choose(ticket, 'leave');
    await world.openKeeper().settleAll(fail);
    const open = await world.find(ticket.id);
    expect(JSON.stringify(open.history)).toContain(words);
    const lines = await world.transcript.listAfter(personId, 0, 50);
    expect(lines.find(({ id }) => id === 'later-1')?.content).toEqual({
      kind: 'text',
      text: words,
    });
  });

  test('by staff in the conversation is masked whatever it says, so that names cannot be tried', async () => {
    const ticket = await sealOne();
    const line = { ...toLine(ticket, 'tried', '是不是交通局？'), author: 'staff' as const };
    await world.transcript.append([{ ...line, direction: 'out' as const }]);
    expect((await world.transcript.find('tried'))?.content).toEqual({ kind: 'text', text: '••••' });
  });

  test('as a saved view is never in plain words, sealed matter or not', async () => {
    const view = {
      id: 'v1',
      version: 1,
      ownerId: 'a1',
      name: canaryUnit,
      isShared: true,
      filters: { area: '城市巡查' },
      columns: [],
      createdAt: new Date(),
    };
    await world.views.insert(view);
    expect(await world.views.find('v1')).toEqual(view);
    expect(await findCanaries()).toEqual([]);
  });

  test('and loses its race leaves no step behind that never was', async () => {
    const ticket = await sealOne();
    const [first] = ticket.history;
    if (first === undefined) throw new Error('no step');
    const phantom = [...ticket.history, { ...first, seq: 99, reason: '没有发生' }];
    await expect(
      world.store.save({ ...ticket, history: phantom, version: ticket.version - 1 }),
    ).rejects.toMatchObject({ code: 'ticket_version_conflict' });
    await world.choose(ticket, 'leave');
    await world.openKeeper().settleAll(fail);
    expect(JSON.stringify(await world.find(ticket.id))).not.toContain('没有发生');
  });
});

describe('what staff wrote about it', () => {
  test('lies sealed too, and comes back whole: papers, their files, tasks, referrals, reasons', async () => {
    const asked = await world.ask(await world.fileOne('ann'));
    const { id: ticketId, personId = '' } = asked;
    const db = house.database.connection.getClient().db(house.database.connection.name);
    const text = `关于${canaryUnit}的函`;
    const submission = { seq: 1, title: text, addressedTo: canaryUnit, paragraphs: [] };
    const paper = { ...blankPaper, title: text, submissions: [submission] };
    const task = { attempts: [{ note: `问了${canaryUnit}` }], state: 'open', version: 1 };
    const rows = {
      documents: { _id: 'd-escrow', ticketId, ...paper },
      papers: { _id: 'd-escrow-unsealed', documentId: 'd-escrow', name: `${text}.pdf` },
      tasks: { _id: 'k-escrow', ticketId, ...task },
      referrals: { _id: 'r-escrow', personId, unit: canaryUnit, ticketNumber: '1' },
    };
    for (const [name, row] of Object.entries(rows)) {
      await db.collection<{ _id: string }>(name).insertOne(row);
    }
    const { audit } = world.openAudit();
    const entry = { at: new Date(), accountId: 'a1', action: 'document.return' };
    await audit.record({ ...entry, object: 'd-escrow', reason: `${canaryUnit}写错了` });
    await audit.chainPending();
    await world.choose(asked, 'wait');
    const keeper = world.openKeeper();
    await keeper.settleAll(fail);
    expect(
      (await dump(house.database)).split('\n').filter((line) => line.includes(canaryUnit)),
    ).toEqual([]);

    const later = { note: '又打了一次' };
    await db
      .collection<{ _id: string }>('tasks')
      .updateOne({ _id: 'k-escrow' }, { $set: { attempts: [later] } });
    await keeper.settleAll(fail);
    await world.choose(asked, 'leave');
    await keeper.settleAll(fail);
    const read = (name: string, _id: string) =>
      db.collection<{ _id: string }>(name).findOne({ _id });
    expect(await read('documents', 'd-escrow')).toEqual(rows.documents);
    expect(await read('papers', 'd-escrow-unsealed')).toEqual(rows.papers);
    expect(await read('referrals', 'r-escrow')).toEqual(rows.referrals);
    expect(await read('tasks', 'k-escrow')).toMatchObject({ attempts: [...task.attempts, later] });
    await audit.close();
  });
});

describe('the audit', () => {
  test('keeps its chain while reasons that name the unit lie sealed', async () => {
    const { audit, pieces, digests } = world.openAudit();
    const ticket = await world.waitAs('ann');
    const entry = { at: new Date(), accountId: 'account-1', action: 'person.reveal' };
    await audit.record({ ...entry, object: ticket.id, reason: `问${canaryUnit}的事` });
    await audit.record({ ...entry, object: 'other', reason: '别的事' });
    await audit.chainPending();
    await world.openKeeper().settleAll(fail);
    expect(await dump(house.database)).not.toContain(canaryUnit);
    expect(await verifyAudit(house.database, digests, pieces)).toMatchObject({ kind: 'intact' });
    expect(await verifyAudit(house.database, digests)).toMatchObject({ kind: 'broken' });
    await audit.close();
  });
});

describe('the third', () => {
  test('opens all three at once, with every word where it was', async () => {
    const keeper = world.openKeeper();
    const tickets = [];
    for (const name of ['ann', 'ben', 'cat']) {
      tickets.push(await world.ask(await world.fileOne(name)));
    }
    const before = await Promise.all(tickets.map(readAll));
    for (const ticket of tickets) await world.choose(ticket, 'wait');
    await keeper.settleAll(fail);
    const after = await Promise.all(tickets.map(readAll));
    for (const [index, { ticket, ...rest }] of after.entries()) {
      const { ticket: was, ...others } = before[index] ?? {};
      expect(rest).toEqual(others);
      expect(ticket).toMatchObject({ facts: was?.facts, history: was?.history });
      expect(ticket.contact?.openedAt).toBeDefined();
    }
    expect(await dump(house.database)).toContain(canaryUnit);
    expect(await keeper.settleAll(fail)).toBeUndefined();
  });
});

describe('killed between any two writes', () => {
  test('it ends with all three open, as if it had never died', async () => {
    for (let at = 1, isOver = false; !isOver; at += 1) {
      await house.clear();
      world = openEscrowWorld(house);
      const tickets = [];
      for (const name of ['ann', 'ben', 'cat']) {
        tickets.push(await world.ask(await world.fileOne(name)));
      }
      const before = await Promise.all(tickets.map(readAll));
      for (const ticket of tickets) await world.choose(ticket, 'wait');
      const mortal = openMortalDatabase(house.database, at);
      const dying = world.openKeeper(mortal.database, mortal.wrap(world.store.save));
      await dying.settleAll(fail).catch(() => undefined);
      isOver = !mortal.isDead();
      const keeper = world.openKeeper();
      for (let round = 0; round < 3; round += 1) await keeper.settleAll(fail);
      const after = await Promise.all(tickets.map(readAll));
      for (const [index, { ticket, ...rest }] of after.entries()) {
        const { ticket: was, ...others } = before[index] ?? {};
        expect({ at, rest }).toEqual({ at, rest: others });
        expect(ticket).toMatchObject({ facts: was?.facts, history: was?.history });
        expect(ticket.contact?.openedAt).toBeDefined();
      }
    }
  }, 240_000);
});
