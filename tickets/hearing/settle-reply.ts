import type { OfficialDocument } from '../document/document.ts';
import type { ProblemRequest } from '../problem/step-problem.ts';
import type { Ticket } from '../ticket.ts';
import { findServing, listOwnProblems } from './allow-replies.ts';
import type { UnitReply } from './reply.ts';
import type { UnitReplyStore } from './store.ts';

/** What a reply does to the serving: receipt given, or answered so that its limit is kept. */
export type ServingMark = {
  readonly documentId: string;
  readonly servingId: string;
  readonly action: 'acknowledge' | 'answer';
  /** The reply's id, so that a repeat changes nothing. */
  readonly key: string;
};

export type SettleReplyPorts = {
  readonly replies: Pick<UnitReplyStore, 'save'>;
  readonly findDocument: (id: string) => Promise<OfficialDocument | undefined>;
  readonly findTicket: (id: string) => Promise<Ticket | undefined>;
  readonly markServing: (mark: ServingMark) => Promise<void>;
  readonly stepProblem: (request: ProblemRequest) => Promise<unknown>;
  /** The bureau has something to read. Losing it loses nothing. */
  readonly announce: () => void;
};

const answering: readonly UnitReply['kind'][] = ['rectification', 'proposal_answer', 'case_file'];

/**
 * Makes what a reply or the word to it brings about: the serving's receipt, the problems' reports. By key, so that it
 * may run at once and again by the sweeper.
 */
export function createSettleReply(ports: SettleReplyPorts) {
  return async function settleReply(reply: UnitReply): Promise<void> {
    const document = await ports.findDocument(reply.documentId);
    if (document === undefined) throw new Error('a document that a unit replied to is gone');
    await markServing(document, reply);
    if (reply.kind === 'rectification') await stepProblems(document, reply);
    const { isPending: _, ...settled } = reply;
    await ports.replies.save(settled);
    ports.announce();
  };

  async function markServing(document: OfficialDocument, reply: UnitReply): Promise<void> {
    const serving = findServing(document, reply.unitId);
    if (serving === undefined) return;
    const mark = { documentId: document.id, servingId: serving.id, key: reply.id };
    if (reply.kind === 'acknowledgement')
      await ports.markServing({ ...mark, action: 'acknowledge' });
    if (answering.includes(reply.kind)) await ports.markServing({ ...mark, action: 'answer' });
  }

  async function stepProblems(document: OfficialDocument, reply: UnitReply): Promise<void> {
    const ticketIds = new Set(document.problemIds.map((id) => id.replace(/-p\d+$/, '')));
    for (const ticketId of ticketIds) {
      const ticket = await ports.findTicket(ticketId);
      for (const { id } of listOwnProblems(document, ticket?.problems ?? [], reply.unitId)) {
        await stepOne(ticketId, id, reply);
      }
    }
  }

  /** A problem that went another way meanwhile stays as it is: the reply is there to be read beside it. */
  async function stepOne(numberOrId: string, id: string, reply: UnitReply): Promise<void> {
    const { decision, by, text = '' } = reply;
    const officer = decision?.by ?? by;
    const change =
      decision === undefined
        ? ({ id, action: 'rectify', rectification: text } as const)
        : decision.outcome === 'accepted'
          ? ({ id, action: 'pass' } as const)
          : ({ id, action: 'return', returnedFor: decision.reason } as const);
    try {
      await ports.stepProblem({
        numberOrId,
        by: { kind: 'staff', ...officer },
        // Who may say it was asked before the reply was written, which leads.
        roles: [decision === undefined ? 'agency_officer' : 'section_head'],
        key: `${reply.id}-${change.action}-${id}`,
        change,
      });
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
}

const refusals: ReadonlySet<unknown> = new Set([
  'ticket_step_refused',
  'ticket_requirement_missing',
]);

function isRefusal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && refusals.has(error.code);
}
