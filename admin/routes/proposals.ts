import { proposeFromAnswer, proposeFromCase, type Mask } from '../../knowledge/index.ts';
import { defineRoute, HttpError, type Caller, type Route } from '../../platform/http/index.ts';
import { listStandingSteps, type Step, type Ticket } from '../../tickets/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff } from '../caller.ts';
import { canEditKnowledge, canReadTickets, hasRevealableReporter } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { ProposalQuerySchema, ProposalSchema } from './proposals.schema.ts';
import { TicketNumberSchema } from './ticket.schema.ts';

type Known = Parameters<typeof proposeFromAnswer>[0]['known'][number];

/** The parts of a model case; the entry is written in the language of the bureau. */
const caseWords = { facts: '基本案情', findings: '核查情况', measures: '处理结果' } as const;

/** Knowledge out of a ticket: the reply of staff, or a model case. Only for those who may read both. */
export function createProposalRoutes(ports: AdminPorts): readonly Route[] {
  const { people, mask, audit, now } = ports;
  const access = createTicketAccess(ports);
  return [
    defineRoute({
      method: 'get',
      path: '/api/admin/tickets/:number/proposal',
      summary: 'An entry proposed out of a ticket, with names, numbers and addresses removed',
      audience: 'staff',
      policy: canPropose,
      params: TicketNumberSchema,
      query: ProposalQuerySchema,
      response: ProposalSchema,
      async handle({ params, query, caller }) {
        const ticket = await access.load(caller, params.number);
        const { accountId } = expectStaff(caller);
        const action = `knowledge.propose_${query.from}`;
        await audit.record({ at: now(), accountId, action, object: ticket.id });
        // The sealed name is opened only to be hidden where staff wrote it.
        const reporter = hasRevealableReporter(ticket)
          ? await people.find(ticket.personId)
          : undefined;
        const propose = query.from === 'answer' ? proposeAnswer : proposeCase;
        const proposal = propose(ticket, listKnown(ticket, reporter?.name), mask);
        if (proposal === undefined) throw new HttpError('not_found');
        return proposal;
      },
      present: (proposal) => proposal,
    }),
  ];
}

function canPropose(caller: Caller): boolean {
  return canEditKnowledge(caller) && canReadTickets(caller);
}

/** Undefined while no member of staff has answered. */
function proposeAnswer(ticket: Ticket, known: readonly Known[], mask: Mask) {
  const answer = listStandingSteps(ticket.history).findLast(
    ({ action, values }) =>
      (action === 'answer' || action === 'reply') && values?.['text'] !== undefined,
  )?.values?.['text'];
  const question = ticket.facts.story;
  if (ticket.kind !== 'consultation' || answer === undefined || question === undefined) {
    return undefined;
  }
  return proposeFromAnswer({ question, answer, known }, mask);
}

/** Undefined while the matter is open, and for what is no complaint. */
function proposeCase(ticket: Ticket, known: readonly Known[], mask: Mask) {
  const isCase = ticket.kind === 'complaint' || ticket.kind === 'enterprise_feedback';
  const { story, demand } = ticket.facts;
  if (!isCase || ticket.status !== 'closed' || story === undefined) return undefined;
  const said = listStandingSteps(ticket.history).filter(({ by }) => by.kind === 'staff');
  const { problems } = ticket;
  return proposeFromCase(
    {
      facts: [story, ...(demand === undefined ? [] : [demand])],
      findings: [
        ...problems.map(({ type }) => type),
        ...said.filter(isFinding).flatMap(({ reason }) => reason ?? []),
      ],
      measures: [
        ...problems.flatMap(({ measure }) => measure ?? []),
        ...said.filter((step) => !isFinding(step)).flatMap(({ reason }) => reason ?? []),
      ],
      known: [
        ...known,
        ...problems.flatMap(({ actingUnit, responsibleOrgan }) => [
          { word: actingUnit, mark: '某单位' },
          { word: responsibleOrgan, mark: '某单位' },
        ]),
      ],
    },
    caseWords,
    mask,
  );
}

/** Until supervision begins it is found out what happened; from then on it is put right. */
function isFinding({ action }: Step): boolean {
  return ['accept', 'analyse', 'verify', 'supervise'].includes(action);
}

/** Whom the ticket itself names: nothing of them is left to the mask's guess. */
function listKnown({ facts, history }: Ticket, reporter: string | undefined): readonly Known[] {
  const staff = history.flatMap(({ by }) => (by.kind === 'staff' ? [by.name] : []));
  return [
    { word: reporter, mark: '某人' },
    { word: facts.actingUnit, mark: '某单位' },
    { word: facts.officer, mark: '某执法人员' },
    { word: facts.company, mark: '某企业' },
    { word: facts.place, mark: '某地' },
    { word: facts.paper, mark: '某文书' },
    ...[...new Set(staff)].map((word) => ({ word, mark: '某工作人员' })),
  ];
}
