import type { DocumentAction, DocumentState, DocumentStep, OfficialDocument } from './document.ts';
import { DocumentError } from './errors.ts';
import { documentMoves } from './lifecycle.ts';
import { findSeat, listDocumentActions, type DocumentAsker, type Seat } from './rights.ts';
import type { DocumentRules } from './rules.ts';

/** Who asks for a step of which document. */
export type DocumentRequest = {
  readonly id: string;
  readonly by: DocumentAsker;
  /** The version that the asker saw; absent, a lost race is tried again. */
  readonly version?: number;
  /** The asker's own key, so that a repeat changes nothing. */
  readonly key?: string;
  readonly reason?: string;
};

/** How the asker may take the step. Throws DocumentError naming what else is allowed, or why it is not. */
export function expectSeat(
  document: OfficialDocument,
  rules: DocumentRules,
  action: DocumentAction,
  by: DocumentAsker,
): Seat {
  const isOpen = documentMoves[document.state][action] !== undefined;
  if (!isOpen) {
    const allowed = listDocumentActions(document, rules, by);
    throw new DocumentError('document_step_refused', { allowed });
  }
  const seat = findSeat(document, rules, action, by);
  if ('denied' in seat) throw new DocumentError(seat.denied);
  return seat;
}

type NewStep = Omit<DocumentStep, 'seq'>;

/** The document in its next state with one more step of its history. A move outside the table is refused. */
export function addStep(
  document: OfficialDocument,
  to: DocumentState,
  step: NewStep,
  isProjected = false,
): OfficialDocument {
  const targets = documentMoves[document.state][step.action] ?? [];
  if (!targets.includes(to)) throw new DocumentError('document_step_refused', { allowed: [] });
  const seq = document.steps.length;
  return {
    ...document,
    state: to,
    steps: [...document.steps, { seq, ...step }],
    updatedAt: step.at,
    ...(isProjected && { pendingFrom: document.pendingFrom ?? seq }),
  };
}

/** The parts of a step that come from the request. */
export function toStepBase(
  action: DocumentAction,
  { by, reason, key }: DocumentRequest,
  { actedFor }: Seat,
  at: Date,
): NewStep {
  return {
    at,
    action,
    accountId: by.accountId,
    name: by.name,
    ...(actedFor !== undefined && { actedFor }),
    ...(reason !== undefined && reason.trim() !== '' && { reason: reason.trim() }),
    ...(key !== undefined && { key }),
  };
}
