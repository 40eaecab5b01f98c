import { createHash } from 'node:crypto';
import {
  createDocuments,
  createProjectDocument,
  createProfiles,
  defaultProcedures,
  type DocumentAsker,
  type DocumentPorts,
  type DocumentProjections,
  type OfficialDocument,
  type Problem,
  type ProjectedDeadline,
  type Ticket,
} from '../../tickets/index.ts';
import { buildDayTable } from './build-day-table.ts';
import { buildTicket, filedAt } from './build-ticket.ts';
import { createMemoryDocuments } from './memory-documents.ts';

export const hashText = (text: string): string => createHash('sha256').update(text).digest('hex');

const asker = (accountId: string, ...roles: readonly string[]): DocumentAsker => ({
  accountId,
  name: `同事${accountId}`,
  roles,
});

/** A bureau in which every link has its own person. */
export const bureau = {
  handler: asker('handler', 'handler'),
  head: asker('head', 'section_head'),
  legal: asker('legal', 'legal_reviewer'),
  vice: asker('vice', 'approver'),
  chief: asker('chief', 'approver'),
};

export const unitNames: Readonly<Record<string, string>> = {
  'u-1': '清河县城市管理局',
  'u-2': '清河县市场监督管理局',
  'u-3': '清河县交通运输局',
};

/** Found true and grave enough to be put before the unit. */
export function buildFoundProblem(ticketId: string, more: Partial<Problem> = {}): Problem {
  return {
    id: `${ticketId}-p1`,
    status: 'found',
    type: 'identification',
    foundAt: filedAt,
    level: 'general',
    finding: 'founded',
    words: '检查人员未出示执法证件',
    ...more,
  };
}

/** An open reporter's matter in rectification's way, with one problem. */
export function buildMatter(more: Partial<Ticket> = {}): Ticket {
  const ticket = buildTicket({ status: 'supervision', openness: 'open', ...more });
  return { ...ticket, problems: more.problems ?? [buildFoundProblem(ticket.id)] };
}

/** The use-cases and their projection on a store in memory, with a clock to move and what was made elsewhere. */
export function buildDocuments(
  tickets: readonly Ticket[] = [],
  more: Partial<DocumentPorts & DocumentProjections> = {},
) {
  const clock = { now: new Date('2026-03-10T02:00:00Z') };
  const made = {
    problems: [] as string[],
    deadlines: new Map<string, ProjectedDeadline>(),
    told: [] as string[],
    papers: [] as string[],
  };
  const profiles = createProfiles({ list: async () => [], insert: async () => true });
  const ports: DocumentPorts & DocumentProjections = {
    store: createMemoryDocuments(),
    findTicket: async (id) => tickets.find((ticket) => ticket.id === id),
    listMerged: async (id) => tickets.filter(({ mergedInto }) => mergedInto === id),
    profiles: { findAt: profiles.findAt, find: () => profiles.newest() },
    procedures: defaultProcedures,
    findUnitName: (unitId) => unitNames[unitId],
    calendar: buildDayTable(),
    now: () => clock.now,
    deriveVerifyCode: (id) => `V-${id}`,
    hashText,
    ring: async () => undefined,
    async keepUnsealed({ id }) {
      made.papers.push(id);
      return { fileId: `${id}-unsealed`, algorithm: 'SHA-256', hash: hashText(id) };
    },
    async stepProblem({ change }) {
      made.problems.push(`${change.id} ${change.action} by ${change.documentId}`);
    },
    async keepDeadline(row) {
      made.deadlines.set(row.id, row);
    },
    async tellPerson(_, serving, personId) {
      made.told.push(`${serving.id} ${personId}`);
    },
    ...more,
  };
  const documents = createDocuments(ports);
  return {
    ...documents,
    project: createProjectDocument(ports),
    store: ports.store,
    profile: profiles.newest(),
    made,
    clock,
  };
}

export type TestDocuments = ReturnType<typeof buildDocuments>;

let drafted = 0;

/** A whole feedback letter of the ticket to one unit, in draft. */
export async function draftLetter(
  documents: TestDocuments,
  ticket: Ticket | undefined,
  unitIds: readonly string[] = ['u-1'],
  kind = 'feedback_letter',
): Promise<OfficialDocument> {
  drafted += 1;
  return documents.draftDocument({
    key: `draft-${drafted}`,
    by: bureau.handler,
    kind,
    ...(ticket && { ticketId: ticket.id }),
    values: {
      unitIds,
      problemIds: ticket?.problems.map(({ id }) => id) ?? [],
      paraphrase: '有群众反映现场检查的程序问题',
      fields: {
        demand: '规范亮证告知程序',
        contact: '王同志 0570-0000000',
        basis: '有关规定',
        ...(kind === 'result_notice' && { summary: '属实' }),
      },
      ...(ticket === undefined && {
        basis: '2026年度行政执法监督计划第三项',
        paragraphs: [{ kind: 'text', text: '请核查并反馈。' }],
      }),
    },
  });
}

/** Takes a draft through its whole chain and signs it. */
export async function signThrough(
  documents: TestDocuments,
  { id }: Pick<OfficialDocument, 'id'>,
): Promise<OfficialDocument> {
  let document = await documents.submitDocument({ id, by: bureau.handler });
  for (const by of [bureau.head, bureau.legal, bureau.vice, bureau.chief]) {
    if (document.state === 'in_review') document = await documents.approveDocument({ id, by });
  }
  // Of a paper without a matter the signer says what it rests on.
  const reason = document.ticketId === undefined ? { reason: '已与计划核对' } : {};
  return documents.signDocument({ id, by: bureau.chief, ...reason });
}

/** Signs it and attaches a sealed copy. */
export async function issueThrough(
  documents: TestDocuments,
  draft: Pick<OfficialDocument, 'id'>,
): Promise<OfficialDocument> {
  const { id } = await signThrough(documents, draft);
  const file = { fileId: `${id}-sealed`, algorithm: 'SHA-256', hash: hashText('scan') } as const;
  return documents.sealDocument({ id, by: bureau.handler, file });
}
