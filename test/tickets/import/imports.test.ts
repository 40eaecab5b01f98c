import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../../people/index.ts';
import { createTicketImports, type Ticket } from '../../../tickets/index.ts';
import { clerk, deskRoles } from '../../support/build-ticket.ts';
import { buildTickets } from '../../support/build-tickets.ts';
import { toCsv } from '../../support/build-ticket-sheet.ts';
import { createInMemoryTicketStore } from '../../support/in-memory-ticket-store.ts';
import { createImportPorts } from '../../support/ticket-import-desk.ts';

const who = { accountId: clerk.accountId, name: clerk.name };
const dayMs = 86_400_000;
const headings = ['编号', '反映内容', '来电人', '联系电话', '转办日期'];
const toRow = (at: number) => [
  `RX-${at}`,
  `第${at}件：收费不给票。`,
  `钱某${at}`,
  `1380000${at}`,
  '',
];

function build() {
  const data = {
    tickets: new Map<string, Ticket>(),
    people: new Map<string, Person>(),
    ticketImportPauseMs: 0,
  };
  const house = buildTickets({ store: createInMemoryTicketStore(data.tickets) });
  const ports = createImportPorts(data, house.ports);
  return { ...data, house, ports, imports: createTicketImports(ports) };
}
type Built = ReturnType<typeof build>;

async function open({ imports }: Built, rows: readonly (readonly string[])[]): Promise<string> {
  const csv = Buffer.from(toCsv([headings, ...rows]));
  return (await imports.open(who, '12345.csv', csv)).id;
}

async function run(built: Built, rows: readonly (readonly string[])[], isTold = false) {
  const id = await open(built, rows);
  await built.imports.choose(id, { source: 'hotline-12345', kind: 'complaint', isTold });
  await built.imports.start(id);
  await built.imports.resume();
  return id;
}
const list = ({ tickets }: Built) => [...tickets.values()];
const rows = [1, 2, 3, 4].map(toRow);

let built: Built;

async function undo(id: string) {
  await built.imports.undo(id, who);
  await built.imports.resume();
  return (await built.ports.jobs.find(id))?.undo;
}

beforeEach(() => {
  built = build();
});

describe('an import', () => {
  test('makes each row a ticket with its source, its number and a sealed reporter, and tells nobody', async () => {
    const id = await run(built, rows);
    expect(await built.ports.jobs.find(id)).toMatchObject({
      status: 'done',
      report: { added: 4, same: 0, badRows: 0, faults: 0 },
    });
    const [first] = list(built);
    expect(first).toMatchObject({
      source: 'hotline-12345',
      origin: { importId: id, row: 2, externalNumber: 'RX-1' },
    });
    expect(first?.history[0]?.told).toEqual({ kind: 'not_told', because: 'imported_quietly' });
    expect(built.people.get(first?.personId ?? '')).toMatchObject({ name: '钱某1' });
    expect(JSON.stringify([list(built), await built.ports.jobs.find(id)])).not.toMatch(
      /钱某|1380000/,
    );
  });

  test('tells each person once when that was chosen', async () => {
    await run(built, rows, true);
    expect(list(built).map(({ history }) => history[0]?.told.kind)).toEqual(Array(4).fill('told'));
    await run(built, rows, true);
    expect(list(built).flatMap(({ history }) => history)).toHaveLength(4);
  });

  test('that comes again adds nothing, with numbers or without', async () => {
    const unnumbered = rows.map(([, ...cells]) => ['', ...cells]);
    for (const some of [rows, unnumbered]) {
      await run(built, some);
      const id = await run(built, some);
      expect((await built.ports.jobs.find(id))?.report).toMatchObject({ added: 0, same: 4 });
    }
    expect(built.tickets.size).toBe(8);
  });

  test('that broke off goes on where it was and counts each row once', async () => {
    const many = Array.from({ length: 350 }, (_, at) => toRow(at));
    const id = await open(built, many);
    await built.imports.start(id);
    let written = 0;
    const dying = createTicketImports({
      ...built.ports,
      async openTicket(request) {
        written += 1;
        if (written > 130) throw new Error('the power went');
        return built.ports.openTicket(request);
      },
    });
    await expect(dying.resume()).rejects.toThrow('the power went');
    expect(await built.ports.jobs.find(id)).toMatchObject({
      status: 'failed',
      report: { added: 100 },
    });
    await built.imports.start(id);
    await built.imports.resume();
    expect((await built.ports.jobs.find(id))?.report).toMatchObject({ added: 350, same: 0 });
    expect(built.tickets.size).toBe(350);
  });

  test('lets the first limit run from the day on which the matter was received', async () => {
    await run(built, [toRow(1).with(4, '2026-02-20'), toRow(2)]);
    const [old, fresh] = list(built);
    expect(old?.origin?.receivedOn).toBe('2026-02-20');
    expect((old?.dueAt?.getTime() ?? 0) < (fresh?.dueAt?.getTime() ?? 0)).toBe(true);
    expect(old?.createdAt).toEqual(fresh?.createdAt);
  });

  test('remembers what a source’s headings were taken as', async () => {
    const csv = Buffer.from(
      toCsv([
        ['号', '经过'],
        ['1', '收费不给票。'],
      ]),
    );
    const { id } = await built.imports.open(who, '12345.csv', csv);
    const fields = ['externalNumber', 'story'] as const;
    await built.imports.choose(id, { source: 'hotline-12345', kind: 'complaint', fields });
    await built.imports.start(id);
    const next = await built.imports.open(who, '12345.csv', csv);
    expect((await built.imports.plan(next.id)).plan.fields).toEqual(fields);
  });
});

describe('the file of an import', () => {
  test('is deleted at once when every row was taken', async () => {
    const id = await run(built, rows);
    expect(await built.ports.jobs.readFile(id)).toBeUndefined();
    expect((await built.ports.jobs.find(id))?.fileUntil).toBeUndefined();
  });

  test('is kept for the rows to mend, and deleted after seven days', async () => {
    const id = await run(built, [...rows, ['RX-9', '', '', '', '']]);
    expect((await built.imports.plan(id)).plan.faults).toHaveLength(1);
    built.house.wait(7 * dayMs);
    await built.imports.resume();
    await expect(built.imports.plan(id)).rejects.toMatchObject({ code: 'ticket_import_file_gone' });
  });

  test('goes with an import that was not started', async () => {
    const id = await open(built, rows);
    await built.imports.discard(id);
    expect(await built.ports.jobs.find(id)).toBeUndefined();
    expect(await built.ports.jobs.readFile(id)).toBeUndefined();
  });

  test('without a table is refused with its fault', async () => {
    const bytes = Buffer.from('%PDF-1.7');
    await expect(built.imports.open(who, '扫描件.pdf', bytes)).rejects.toMatchObject({
      code: 'ticket_import_unreadable',
      detail: 'file_kind_refused',
    });
  });
});

describe('an import that is taken back', () => {
  test('deletes what nobody touched, with who reported, and writes the numbers down first', async () => {
    const id = await run(built, rows);
    const numbers = list(built).map(({ number }) => number);
    expect(await undo(id)).toMatchObject({ removed: 4, keptCount: 0, kept: [] });
    expect(built.tickets.size).toBe(0);
    expect(built.people.size).toBe(0);
    expect(built.ports.audited).toEqual([`ticket_import.take_back ${numbers.join(' ')}`]);
  });

  test('keeps and lists what somebody worked on, and what a person was told of', async () => {
    const id = await run(built, rows);
    const [worked] = list(built);
    const request = { numberOrId: worked?.id ?? '', by: clerk, roles: deskRoles };
    await built.house.stepTicket({ ...request, action: 'accept' });
    expect(await undo(id)).toMatchObject({
      removed: 3,
      kept: [{ number: worked?.number, because: 'worked_on' }],
    });
    const told = await run(built, [toRow(8)], true);
    expect(await undo(told)).toMatchObject({ removed: 0, kept: [{ because: 'told' }] });
    expect(built.people.size).toBe(2);
  });

  test('leaves tickets of other imports alone, and can be brought in again', async () => {
    await run(built, [toRow(1)]);
    const id = await run(built, rows);
    expect(await undo(id)).toMatchObject({ removed: 3 });
    const again = await run(built, rows);
    expect((await built.ports.jobs.find(again))?.report).toMatchObject({ added: 3, same: 1 });
  });

  test('goes on after a death between the tickets and the record of it', async () => {
    const id = await run(
      built,
      Array.from({ length: 120 }, (_, at) => toRow(at)),
    );
    await built.imports.undo(id, who);
    let removed = 0;
    const { imported } = built.ports;
    const dying = createTicketImports({
      ...built.ports,
      imported: {
        ...imported,
        async remove(ticket) {
          removed += 1;
          if (removed > 70) throw new Error('the power went');
          return imported.remove(ticket);
        },
      },
    });
    await expect(dying.resume()).rejects.toThrow('the power went');
    await built.imports.resume();
    expect(await built.ports.jobs.find(id)).toMatchObject({
      status: 'undone',
      undo: { removed: 120 },
    });
    expect([built.tickets.size, built.people.size]).toEqual([0, 0]);
  });

  test('is refused after seven days, and a second time', async () => {
    const id = await run(built, rows);
    await undo(id);
    await expect(undo(id)).rejects.toMatchObject({ code: 'ticket_import_undo_too_late' });
    const late = await run(built, rows);
    built.house.wait(7 * dayMs + 1);
    await expect(undo(late)).rejects.toMatchObject({ code: 'ticket_import_undo_too_late' });
  });
});
