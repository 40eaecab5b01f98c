import { describe, expect, test } from '@jest/globals';
import { TicketError, type DayTable, type Ticket } from '../../../tickets/index.ts';
import { buildDayTable } from '../../support/build-day-table.ts';
import {
  buildDocuments,
  buildFoundProblem,
  buildMatter,
  bureau,
  draftLetter,
  hashText,
  issueThrough,
  signThrough,
  type TestDocuments,
} from '../../support/build-documents.ts';

const day = (text: string): Date => new Date(`${text}T15:59:59.999Z`);

async function serveOn(documents: TestDocuments, id: string, ...unitIds: readonly string[]) {
  return documents.serveDocument({
    id,
    by: bureau.handler,
    servings: unitIds.map((unitId) => ({ to: { kind: 'unit', unitId }, by: 'portal' })),
  });
}

describe('an issued document', () => {
  test('of a common problem reaches many units at once, each with a limit of its own', async () => {
    const matters = [buildMatter(), buildMatter()];
    const documents = buildDocuments(matters);
    const draft = await draftLetter(
      documents,
      matters[0],
      ['u-1', 'u-2', 'u-3'],
      'supervision_notice',
    );
    const problemIds = matters.flatMap(({ problems }) => problems.map(({ id }) => id));
    await documents.editDocument({ id: draft.id, by: bureau.handler, values: { problemIds } });
    await issueThrough(documents, draft);
    await serveOn(documents, draft.id, 'u-1', 'u-2');
    documents.clock.now = new Date('2026-03-12T02:00:00Z');
    await serveOn(documents, draft.id, 'u-3');
    await documents.project(draft.id);
    const rows = [...documents.made.deadlines.values()];
    expect(rows.map(({ id, dueAt, limit }) => [id.split('-u-')[1], dueAt, limit])).toEqual([
      ['1', day('2026-03-31'), 'rectification'],
      ['2', day('2026-03-31'), 'rectification'],
      ['3', day('2026-04-02'), 'rectification'],
    ]);
    expect(new Set(documents.made.problems)).toEqual(
      new Set(problemIds.map((id) => `${id} serve by ${draft.id}`)),
    );
    await expect(serveOn(documents, draft.id, 'u-1')).rejects.toMatchObject({
      code: 'document_step_refused',
    });
  });

  test('on paper runs from the day on the slip, and its limit ends with the answer', async () => {
    const matter = buildMatter();
    const documents = buildDocuments([matter]);
    const { id } = await issueThrough(documents, await draftLetter(documents, matter));
    const under = await documents.serveDocument({
      id,
      by: bureau.handler,
      servings: [{ to: { kind: 'unit', unitId: 'u-1' }, by: 'paper' }],
    });
    await documents.project(id);
    expect(documents.made.deadlines.size).toBe(0);
    expect(documents.made.problems).toEqual([]);
    documents.clock.now = new Date('2026-03-13T02:00:00Z');
    const servingId = under.servings[0]?.id ?? '';
    const receivedAt = new Date('2026-03-11T02:00:00Z');
    const proof = { fileId: 'slip', receivedBy: '张某', receivedAt };
    await documents.proveServing({ id, by: bureau.handler, servingId, proof });
    await documents.project(id);
    expect(documents.made.deadlines.get(`${id}-u-1`)).toMatchObject({
      dueAt: day('2026-04-01'),
      state: 'running',
    });
    await documents.markServing({ documentId: id, servingId, action: 'answer', key: 'r-1' });
    await documents.project(id);
    expect(documents.made.deadlines.get(`${id}-u-1`)?.state).toBe('ended');
  });

  test('has its limits past the published calendar counted again when a new one comes, but for what was answered', async () => {
    const matter = buildMatter();
    let table = buildDayTable({}, '2026-03-20');
    const calendar: DayTable = {
      get publishedUntil() {
        return table.publishedUntil;
      },
      isWorkingDay: (one) => table.isWorkingDay(one),
    };
    const documents = buildDocuments([matter], { calendar });
    const draft = await draftLetter(documents, matter, ['u-1', 'u-2']);
    const { id } = await issueThrough(documents, draft);
    const served = await serveOn(documents, id, 'u-1', 'u-2');
    await documents.project(id);
    const readDue = (unitId: string) => documents.made.deadlines.get(`${id}-${unitId}`);
    expect(readDue('u-1')).toMatchObject({ dueAt: day('2026-03-31'), isProvisional: true });
    const servingId = served.servings[1]?.id ?? '';
    await documents.markServing({ documentId: id, servingId, action: 'answer', key: 'r-2' });

    table = buildDayTable({ '2026-03-23': false, '2026-03-24': false });
    for (let round = 0; round < 2; round += 1) {
      for (const one of await documents.store.listProvisional()) {
        await documents.recountServings(one);
      }
    }
    await documents.project(id);
    expect(readDue('u-1')).toMatchObject({ dueAt: day('2026-04-02'), isProvisional: false });
    expect(readDue('u-2')).toMatchObject({ dueAt: day('2026-03-31'), state: 'ended' });
  });

  test('is corrected by a successor that names it; its own limits end then', async () => {
    const matter = buildMatter();
    const documents = buildDocuments([matter]);
    const first = await issueThrough(documents, await draftLetter(documents, matter));
    await serveOn(documents, first.id, 'u-1');
    await documents.project(first.id);
    const successor = await documents.draftDocument({
      key: 'successor',
      by: bureau.handler,
      kind: first.kind,
      ticketId: matter.id,
      replaces: first.id,
      values: {
        unitIds: ['u-1'],
        paraphrase: '有群众反映',
        problemIds: first.problemIds,
        fields: first.fields,
      },
    });
    await issueThrough(documents, successor);
    await documents.project(successor.id);
    const before = await documents.store.find(first.id);
    expect([before?.state, before?.replacedBy]).toEqual(['issued', successor.id]);
    expect(before?.contentHash).toBe(first.contentHash);
    expect(documents.made.deadlines.get(`${first.id}-u-1`)?.state).toBe('ended');
  });

  test('has one successor: the second is neither signed nor sealed, and what is replaced reaches nobody', async () => {
    const matter = buildMatter();
    const documents = buildDocuments([matter]);
    const first = await issueThrough(
      documents,
      await draftLetter(documents, matter, ['u-1', 'u-2']),
    );
    await serveOn(documents, first.id, 'u-1');
    const draftSuccessor = (key: string) =>
      documents.draftDocument({
        key,
        by: bureau.handler,
        kind: first.kind,
        ticketId: matter.id,
        replaces: first.id,
        values: {
          unitIds: ['u-1'],
          paraphrase: '有群众反映',
          problemIds: first.problemIds,
          fields: first.fields,
        },
      });
    const drafts = [await draftSuccessor('one'), await draftSuccessor('two')] as const;
    const late = await draftSuccessor('three');
    const signed = await signThrough(documents, drafts[1]);
    const issued = await issueThrough(documents, drafts[0]);
    await documents.project(issued.id);
    const file = { fileId: 'scan', algorithm: 'SHA-256', hash: hashText('scan') } as const;
    const refused = { code: 'document_value_invalid' };
    await expect(
      documents.sealDocument({ id: signed.id, by: bureau.handler, file }),
    ).rejects.toMatchObject(refused);
    await expect(signThrough(documents, late)).rejects.toMatchObject(refused);
    await expect(serveOn(documents, first.id, 'u-2')).rejects.toMatchObject({
      code: 'document_step_refused',
    });
  });

  test('reaches no unit once a reporter has taken back what they let go', async () => {
    const contact = {
      state: 'go_on',
      words: '有群众反映现场检查的程序问题',
      givesAway: [],
      askedAt: new Date(0),
      reminders: 0,
    } as const;
    const matter: Ticket = { ...buildMatter({ openness: 'confidential' }), contact };
    const matters = [matter];
    const documents = buildDocuments(matters);
    const { id } = await issueThrough(documents, await draftLetter(documents, matter));
    matters[0] = { ...matter, contact: { ...contact, state: 'stop' } };
    await expect(serveOn(documents, id, 'u-1')).rejects.toMatchObject({
      code: 'document_contact_refused',
    });
    matters[0] = buildMatter({ id: matter.id, openness: 'anonymous' });
    await expect(serveOn(documents, id, 'u-1')).rejects.toMatchObject({
      code: 'document_contact_refused',
    });
    expect((await documents.store.find(id))?.servings).toEqual([]);
  });

  test('to a person is told in their channel, and to nobody but the reporter of its matter', async () => {
    const matter = buildMatter({ status: 'accepted', problems: [] });
    const documents = buildDocuments([matter]);
    const draft = await documents.draftDocument({
      key: 'to-person',
      by: bureau.handler,
      kind: 'acceptance_notice',
      ticketId: matter.id,
      values: { fields: { contact: '王同志', dueOn: '2026年4月1日' } },
    });
    expect(draft.addressedTo).toContain(matter.number);
    const { id } = await issueThrough(documents, draft);
    const serve = (personId: string) =>
      documents.serveDocument({
        id,
        by: bureau.handler,
        servings: [{ to: { kind: 'person', personId }, by: 'channel' }],
      });
    await expect(serve('somebody-else')).rejects.toMatchObject({ code: 'document_value_invalid' });
    await serve(matter.personId ?? '');
    await documents.project(id);
    await documents.project(id);
    expect(documents.made.told).toEqual([`${id}-s1 ${matter.personId}`]);
  });

  test('is refused the seal by the very bytes that bear 未用印', async () => {
    const matter = buildMatter();
    const documents = buildDocuments([matter]);
    const { id } = await signThrough(documents, await draftLetter(documents, matter));
    await documents.project(id);
    const file = { fileId: 'same', algorithm: 'SHA-256', hash: hashText(id) } as const;
    await expect(documents.sealDocument({ id, by: bureau.handler, file })).rejects.toMatchObject({
      code: 'document_not_sealed',
    });
    expect(documents.made.papers).toEqual([id]);
  });
});

describe('serving a problem', () => {
  test('is refused while nobody has said what was found, and nothing is written', async () => {
    const base = buildMatter();
    const matter: Ticket = {
      ...base,
      problems: base.problems.map(({ finding: _, ...problem }) => problem),
    };
    const documents = buildDocuments([matter]);
    const { id, version } = await issueThrough(documents, await draftLetter(documents, matter));
    await expect(serveOn(documents, id, 'u-1')).rejects.toMatchObject({
      code: 'ticket_requirement_missing',
      missing: ['finding'],
    });
    expect((await documents.store.find(id))?.version).toBe(version);
  });

  test('goes on after a crash in between, and a problem that went another way stays as it is', async () => {
    const matter = buildMatter();
    const second = buildFoundProblem(matter.id, { id: `${matter.id}-p2` });
    const both = { ...matter, problems: [...matter.problems, second] };
    let failures = 1;
    const steps: string[] = [];
    const documents = buildDocuments([both], {
      async stepProblem({ change }) {
        if (change.id === second.id && failures > 0) {
          failures -= 1;
          throw new Error('the process died');
        }
        if (change.id !== second.id) {
          throw new TicketError('ticket_step_refused', { allowed: [] });
        }
        steps.push(change.id ?? '');
      },
    });
    const { id } = await issueThrough(documents, await draftLetter(documents, both));
    await serveOn(documents, id, 'u-1');
    await expect(documents.project(id)).rejects.toThrow('the process died');
    expect(await documents.store.listPending(9)).toEqual([id]);
    await documents.project(id);
    expect(steps).toEqual([second.id]);
    expect(await documents.store.listPending(9)).toEqual([]);
  });
});

describe('the government’s decision', () => {
  test('bears number and date of the government’s copy, and none of ours', async () => {
    const matter = buildMatter();
    const documents = buildDocuments([matter]);
    const draft = await draftLetter(documents, matter, ['u-1'], 'supervision_decision');
    const file = { fileId: 'copy', algorithm: 'SHA-256', hash: hashText('copy') } as const;
    const entered = await documents.enterDocument({
      id: draft.id,
      by: bureau.handler,
      file,
      number: '衢政监决〔2026〕3号',
      on: '2026-03-09',
    });
    expect(entered).toMatchObject({
      state: 'issued',
      organName: '人民政府',
      outside: { number: '衢政监决〔2026〕3号', on: '2026-03-09' },
      signedOn: '2026-03-09',
    });
    expect(entered.number).toBeUndefined();
    await expect(
      documents.submitDocument({ id: draft.id, by: bureau.handler }),
    ).rejects.toMatchObject({ code: 'document_step_refused' });
  });
});
