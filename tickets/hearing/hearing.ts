import type { DayTable } from '../deadlines.ts';
import type { OfficialDocument } from '../document/document.ts';
import type { Ticket } from '../ticket.ts';
import {
  findServing,
  listAllowedReplies,
  listOwnProblems,
  type AllowedReply,
  type ServedDocument,
} from './allow-replies.ts';
import { HearingError } from './errors.ts';
import { toReply, type ReplyRequest } from './give-reply.ts';
import { isDecidable, type ReplyDecision, type UnitReply } from './reply.ts';
import type { HearingRules } from './rules.ts';
import { createSettleReply, type SettleReplyPorts } from './settle-reply.ts';
import type { UnitReplyStore } from './store.ts';

export type HearingPorts = Omit<SettleReplyPorts, 'replies'> & {
  readonly replies: UnitReplyStore;
  readonly findDocument: (id: string) => Promise<OfficialDocument | undefined>;
  readonly findTicket: (id: string) => Promise<Ticket | undefined>;
  /** Of the profile's version under which the document was begun. */
  readonly rulesOf: (profile: number) => HearingRules;
  readonly calendar: DayTable;
  readonly now: () => Date;
};

/** A document as one unit has it, with what it may say now. */
export type UnitFile = ServedDocument & { readonly allowed: readonly AllowedReply[] };

export type Hearing = ReturnType<typeof createHearing>;

/** Hearing the unit: what it may say to what was served on it, and what the bureau says to that. */
export function createHearing(ports: HearingPorts) {
  const { replies, calendar, now } = ports;
  const settleReply = createSettleReply(ports);

  /** Throws HearingError reply_not_served: the same whether there is no such document or it is another unit's. */
  async function openFile(documentId: string, unitId: string): Promise<UnitFile> {
    const document = await ports.findDocument(documentId);
    const serving = document && findServing(document, unitId);
    if (document === undefined || serving === undefined) throw new HearingError('reply_not_served');
    const served: ServedDocument = {
      document,
      serving,
      replies: await replies.listForDocument(documentId, unitId),
      problems: await listProblems(document, unitId),
    };
    const clock = { at: now(), calendar };
    const rules = ports.rulesOf(document.profile);
    return { ...served, allowed: listAllowedReplies(served, rules, clock) };
  }

  async function listProblems(document: OfficialDocument, unitId: string) {
    const ids = new Set(document.problemIds.map((id) => id.replace(/-p\d+$/, '')));
    const tickets = await Promise.all([...ids].map((id) => ports.findTicket(id)));
    return listOwnProblems(
      document,
      tickets.flatMap((ticket) => ticket?.problems ?? []),
      unitId,
    );
  }

  /** Leading document: the reply. A repeat under the same key answers the first. Throws HearingError. */
  async function giveReply(
    documentId: string,
    unitId: string,
    request: ReplyRequest,
  ): Promise<UnitReply> {
    const file = await openFile(documentId, unitId);
    const repeated = file.replies.find(({ key }) => key === request.key);
    if (repeated !== undefined) return repeated;
    const rules = ports.rulesOf(file.document.profile);
    const reply = toReply(file, unitId, request, rules, { at: now(), calendar });
    if (!(await replies.insert(reply))) return expectOwn(reply);
    await settleReply(reply);
    return (await replies.find(reply.id)) ?? reply;
  }

  /** The stored one where this officer's own request came in between; another's is said to have come first. */
  async function expectOwn(reply: UnitReply): Promise<UnitReply> {
    const stored = await replies.find(reply.id);
    if (stored?.key !== reply.key) throw new HearingError('reply_given_before');
    return stored;
  }

  /**
   * The bureau's word to an objection, a review or a report; a report's passes its problems or sends them back.
   * Throws HearingError: reply_conflict when it was said already.
   */
  async function decideReply(
    id: string,
    version: number,
    decision: Omit<ReplyDecision, 'at'>,
  ): Promise<UnitReply> {
    const reply = await replies.find(id);
    if (reply === undefined) throw new HearingError('reply_not_found');
    if (!isDecidable(reply.kind)) throw new HearingError('reply_not_decidable');
    if (reply.version !== version || reply.decision !== undefined) {
      throw new HearingError('reply_conflict');
    }
    // What the reply itself brings about comes before what the word to it does.
    if (reply.isPending) await settleReply(reply);
    const settled = (await replies.find(id)) ?? reply;
    const decided: UnitReply = {
      ...settled,
      decision: { ...decision, at: now() },
      isPending: true,
    };
    if (!(await replies.save(decided))) throw new HearingError('reply_conflict');
    await settleReply({ ...decided, version: decided.version + 1 });
    return (await replies.find(id)) ?? decided;
  }

  /** Makes what was left behind; for the sweeper. */
  async function settlePending(limit = 50): Promise<void> {
    for (const reply of await replies.listPending(limit)) await settleReply(reply);
  }

  return { openFile, giveReply, decideReply, settlePending };
}
