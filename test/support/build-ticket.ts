import type { Actor, Step, Ticket } from '../../tickets/index.ts';

export const filedAt = new Date('2026-03-02T02:00:00.000Z');
export const reporter = { kind: 'reporter', personId: 'person-1' } as const satisfies Actor;
export const clerk = {
  kind: 'staff',
  accountId: 'account-1',
  name: '王受理',
} as const satisfies Actor;
export const colleague = {
  kind: 'staff',
  accountId: 'account-2',
  name: '李科长',
} as const satisfies Actor;
/** Everything that a desk of one person needs. */
export const deskRoles = ['intake_clerk', 'handler', 'section_head', 'approver'] as const;

/** The line that opened a ticket, or any other with its fields given. */
export function buildStep(fields: Partial<Step> = {}): Step {
  return {
    seq: 1,
    action: 'open',
    to: 'received',
    at: filedAt,
    by: reporter,
    told: { kind: 'not_told', because: 'answered_in_conversation' },
    ...fields,
  };
}

let built = 0;

/** A complaint as it was just filed; every call gives another id and number. */
export function buildTicket(fields: Partial<Ticket> = {}): Ticket {
  built += 1;
  return {
    id: `t-build-${built}`,
    version: 1,
    number: String(9_900_000_000 + built),
    kind: 'complaint',
    procedure: { id: 'five_steps', version: 1 },
    status: 'received',
    source: 'official-account',
    openness: 'confidential',
    personId: reporter.personId,
    facts: { story: '检查时没有出示证件', actingUnit: '某某局' },
    problems: [],
    history: [buildStep()],
    traceId: `trace-${built}`,
    createdAt: filedAt,
    updatedAt: filedAt,
    ...fields,
  };
}

/** A ticket in which every field there is holds something, for stores that must keep them all. */
export function buildFullTicket(fields: Partial<Ticket> = {}): Ticket {
  const due = { at: new Date('2026-04-01T15:59:59.999Z'), limit: 'decision', isProvisional: true };
  return buildTicket({
    status: 'closed',
    standing: 'rights',
    area: '330800',
    assigneeId: clerk.accountId,
    mergedInto: 't-leading',
    splitFrom: 't-parent',
    origin: { importId: 'import-1', row: 7, externalNumber: 'RX-7', receivedOn: '2026-03-01' },
    coReporters: [{ ticketId: 't-other', number: '2600000017', personId: 'person-2' }],
    paused: { since: filedAt, reason: '等待法院判决', held: { ...due, limit: 'decision' } },
    dueAt: due.at,
    limit: 'decision',
    isDueProvisional: true,
    extensionAsked: { at: filedAt, accountId: clerk.accountId, reason: '等鉴定意见' },
    withdrawalAskedAt: filedAt,
    reporterLeftAt: filedAt,
    rating: { score: 4, comment: '答复及时', at: filedAt },
    partnerUnitIds: ['market', 'urban'],
    conference: { question: '由谁管辖', askedAt: filedAt, askedBy: clerk.name },
    expertAsks: [
      { seq: 2, expertId: 'expert-1', brief: '程序存疑', question: '要听证吗', askedAt: filedAt },
    ],
    campaignIds: ['c-1'],
    receiptHash: `hash-${built + 1}`,
    pendingFrom: 2,
    facts: {
      story: '检查时没有出示证件',
      actingUnit: '某某局',
      place: '某某路 1 号',
      time: '三月二日上午',
      officer: '33080012345',
      paper: '处罚决定书',
      demand: '撤销处罚',
      company: '某某商行',
    },
    problems: [
      {
        id: 'problem-1',
        status: 'closed',
        foundAt: filedAt,
        type: '亮证告知',
        level: 'general',
        stage: '实施',
        actingUnit: '某某局',
        responsibleOrgan: '某某局',
        finding: 'founded',
        measure: '自行纠正',
        closedAt: filedAt,
      },
    ],
    history: [buildStep(), buildFullStep()],
    ...fields,
  });
}

function buildFullStep(): Step {
  const told = {
    kind: 'told',
    noticeKey: 'notice.matter.closed',
    values: { number: '2600000017', due: '2026-04-01', count: 3 },
    tellAt: new Date('2026-03-02T02:00:30.000Z'),
  } as const;
  const due = {
    at: new Date('2026-04-01T15:59:59.999Z'),
    limit: 'decision',
    isProvisional: false,
  } as const;
  return buildStep({
    seq: 2,
    action: 'close',
    from: 'rectification_feedback',
    to: 'closed',
    by: clerk,
    reason: '已经退还',
    values: { text: '罚款已经退还' },
    key: 'message-1',
    clock: { kind: 'started', due },
    withdrawal: 'asked',
    parts: [{ ticketId: 't-part-1', facts: { story: '另一件事' } }],
    joined: [{ ticketId: 't-other', number: '2600000017', personId: 'person-2' }],
    told: { ...told, personId: reporter.personId },
    toldOthers: [{ ...told, personId: 'person-2' }],
  });
}
