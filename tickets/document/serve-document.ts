import { applyProblemChange } from '../problem/apply-change.ts';
import { findProcedure } from '../procedure.ts';
import { listOpenActions } from '../transition.ts';
import type { Ticket } from '../ticket.ts';
import { changeDocument } from './change-document.ts';
import { isInForce, type OfficialDocument, type Serving } from './document.ts';
import { DocumentError } from './errors.ts';
import { isOutward, loadMatters, loadVoices, refuseContact } from './guard-contact.ts';
import type { DocumentKind } from './kind.ts';
import type { DocumentPorts } from './ports.ts';
import { addStep, expectSeat, toStepBase, type DocumentRequest } from './take-step.ts';
import { toServingDue } from './serving-due.ts';

type To =
  | { readonly kind: 'unit'; readonly unitId: string }
  | { readonly kind: 'person'; readonly personId: string };

/** One recipient. Paper without proof is under way: its limit runs from the day on the proof. */
export type ServingRequest = {
  readonly to: To;
  readonly by: Serving['by'];
  readonly proof?: Proof;
};

/** 送达回证: who received the paper, and when. */
export type Proof = {
  readonly fileId: string;
  readonly receivedBy: string;
  readonly receivedAt: Date;
};

export type ServeRequest = DocumentRequest & { readonly servings: readonly ServingRequest[] };
export type ProveRequest = DocumentRequest & { readonly servingId: string; readonly proof: Proof };

/** Puts an issued document before units and people, each with a limit of its own. Each throws DocumentError. */
export function createServeDocument(ports: DocumentPorts) {
  const { now, calendar, profiles } = ports;

  /**
   * What was replaced reaches nobody, and no unit what a reporter took back after it was signed. Leading document: the
   * document; problems, deadlines and notices are projected from it.
   */
  async function serveDocument(request: ServeRequest): Promise<OfficialDocument> {
    return changeDocument(ports, request, async (document, rules) => {
      const seat = expectSeat(document, rules, 'serve', request.by);
      if (request.servings.length === 0) throw new DocumentError('document_value_invalid');
      if (!isInForce(document)) throw new DocumentError('document_step_refused', { allowed: [] });
      const matters = await loadMatters(ports.findTicket, document);
      // An answer may change, and a report be merged, between signature and service.
      refuseContact(document, await loadVoices(ports, document));
      if (rules.kind.servesProblem === true) expectServable(document, matters);
      const at = now();
      return request.servings.reduce((served, one) => {
        const to = toRecipient(served, one, matters);
        const id = `${served.id}-s${served.servings.length + 1}`;
        const serving = toServing({ id, to, by: one.by }, one, rules.kind, served.profile, at);
        const step = { ...toStepBase('serve', request, seat, at), servingId: id };
        return {
          ...addStep(served, 'issued', step, true),
          servings: [...served.servings, serving],
        };
      }, document);
    });
  }

  /** The slip of a paper that was under way. */
  async function proveServing(request: ProveRequest): Promise<OfficialDocument> {
    return changeDocument(ports, request, (document, rules) => {
      const seat = expectSeat(document, rules, 'prove', request.by);
      const serving = expectServing(document, request.servingId);
      if (serving.by !== 'paper' || serving.proofFileId !== undefined) {
        throw new DocumentError('document_value_invalid');
      }
      const at = now();
      const proved = toServing(serving, request, rules.kind, document.profile, at);
      const step = { ...toStepBase('prove', request, seat, at), servingId: serving.id };
      return replaceServing(addStep(document, 'issued', step, true), proved);
    });
  }

  function toServing(
    serving: Pick<Serving, 'id' | 'to' | 'by'>,
    { proof }: { readonly proof?: Proof },
    kind: DocumentKind,
    profile: number,
    at: Date,
  ): Serving {
    if (proof !== undefined && proof.receivedAt > at) {
      throw new DocumentError('document_value_invalid');
    }
    const servedAt = serving.by === 'paper' ? proof?.receivedAt : at;
    const { limits } = profiles.find(profile);
    return {
      ...serving,
      ...(servedAt && { servedAt }),
      ...(proof && { proofFileId: proof.fileId, receivedBy: proof.receivedBy }),
      ...(servedAt &&
        serving.to.kind === 'unit' &&
        toServingDue(kind, servedAt, { limits, calendar })),
    };
  }

  /** A problem is served with what was found and how heavy it is; one that went on before stays where it is. */
  function expectServable({ problemIds, id }: OfficialDocument, matters: readonly Ticket[]): void {
    for (const ticket of matters) {
      const found = ticket.problems.filter(
        (problem) => problemIds.includes(problem.id) && problem.status === 'found',
      );
      if (found.length === 0) continue;
      const procedure = findProcedure(ports.procedures, ticket);
      if (!listOpenActions(ticket, procedure).includes('work_on_problem')) {
        throw new DocumentError('document_step_refused', { allowed: [] });
      }
      for (const problem of found) {
        // Throws what is missing before anything is written.
        applyProblemChange(
          ticket.problems,
          { id: problem.id, action: 'serve', documentId: id },
          now(),
        );
      }
    }
  }

  return { serveDocument, proveServing };
}

/** Units that the document names, or the reporter of its own matter: a co-reporter has a paper under their own number. */
function toRecipient(
  { audience, units, servings, ticketId }: OfficialDocument,
  { to, by }: ServingRequest,
  matters: readonly Ticket[],
): Serving['to'] {
  const invalid = new DocumentError('document_value_invalid');
  if (to.kind === 'person') {
    const reporter = matters.find(({ id }) => id === ticketId)?.personId;
    const isOurs = audience === 'person' && reporter === to.personId;
    if (!isOurs || (by !== 'channel' && by !== 'paper')) throw invalid;
    return to;
  }
  const unit = units.find(({ unitId }) => unitId === to.unitId);
  if (unit === undefined || !isOutward({ audience }) || by === 'channel') throw invalid;
  const isServed = servings.some((one) => one.to.kind === 'unit' && one.to.unitId === to.unitId);
  if (isServed) throw new DocumentError('document_step_refused', { allowed: [] });
  return { kind: 'unit', ...unit };
}

/** Throws DocumentError document_not_found. */
export function expectServing({ servings }: OfficialDocument, id: string): Serving {
  const serving = servings.find((one) => one.id === id);
  if (serving === undefined) throw new DocumentError('document_not_found');
  return serving;
}

export function replaceServing(document: OfficialDocument, serving: Serving): OfficialDocument {
  const servings = document.servings.map((one) => (one.id === serving.id ? serving : one));
  return { ...document, servings };
}
