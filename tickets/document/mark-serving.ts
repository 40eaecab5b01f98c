import { changeDocument } from './change-document.ts';
import type { DocumentStep, OfficialDocument } from './document.ts';
import type { DocumentPorts } from './ports.ts';
import type { DocumentAsker } from './rights.ts';
import { expectServing, replaceServing } from './serve-document.ts';
import { addStep, expectSeat } from './take-step.ts';

/** What became of a serving. `by`: who at the bureau noted it; absent where the unit's own portal did. */
export type MarkRequest = {
  readonly documentId: string;
  readonly servingId: string;
  readonly action: 'acknowledge' | 'answer';
  readonly key: string;
  readonly by?: DocumentAsker;
};

/** Notes a receipt or an answer; an answer keeps the limit. What was noted before stays. Throws DocumentError. */
export function createMarkServing(ports: DocumentPorts) {
  return async function markServing(request: MarkRequest): Promise<OfficialDocument> {
    const { documentId: id, servingId, action, key, by } = request;
    return changeDocument(ports, { id, key }, (document, rules) => {
      if (by !== undefined) expectSeat(document, rules, action, by);
      const serving = expectServing(document, servingId);
      const field = action === 'answer' ? 'answeredAt' : 'acknowledgedAt';
      if (serving[field] !== undefined) return document;
      const at = ports.now();
      const step: Omit<DocumentStep, 'seq'> = {
        at,
        action,
        servingId,
        key,
        ...(by && { accountId: by.accountId, name: by.name }),
      };
      return replaceServing(addStep(document, 'issued', step, true), { ...serving, [field]: at });
    });
  };
}
