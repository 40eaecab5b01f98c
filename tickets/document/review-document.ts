import { changeDocument } from './change-document.ts';
import type { OfficialDocument } from './document.ts';
import { DocumentError } from './errors.ts';
import { listExOfficioGaps } from './ex-officio.ts';
import { listGaps } from './fill-template.ts';
import { loadVoices, refuseReportersWords } from './guard-contact.ts';
import { refuseOfficers } from './guard-officers.ts';
import type { DocumentPorts } from './ports.ts';
import { findOpenLink } from './rules.ts';
import { addStep, expectSeat, toStepBase, type DocumentRequest } from './take-step.ts';

/** The way through the chain: handed in, passed link by link, or sent back with a reason. Each throws DocumentError. */
export function createReviewDocument(ports: DocumentPorts) {
  const { now } = ports;

  /** A chain without a link leads straight to approved. */
  async function submitDocument(request: DocumentRequest): Promise<OfficialDocument> {
    return changeDocument(ports, request, async (document, { kind, chain, organ }) => {
      const seat = expectSeat(document, { kind, chain, organ }, 'submit', request.by);
      if (kind.numbering === 'outside') {
        throw new DocumentError('document_step_refused', { allowed: ['edit', 'enter', 'void'] });
      }
      const missing = [
        ...listGaps(document, kind),
        ...listExOfficioGaps(document, { kind, chain }),
      ];
      const lacksUnit = document.audience === 'unit' && document.units.length === 0;
      const all = lacksUnit ? [...missing, 'units'] : missing;
      if (all.length > 0) throw new DocumentError('document_incomplete', { missing: all });
      await refuseOfficers(ports, document, { kind });
      refuseReportersWords(document, await loadVoices(ports, document));
      const { title, addressedTo, paragraphs, submissions, steps } = document;
      const to = chain.links.length === 0 ? 'approved' : 'in_review';
      return {
        ...addStep(document, to, toStepBase('submit', request, seat, now())),
        passed: [],
        organName: organ.name,
        submissions: [...submissions, { seq: steps.length, title, addressedTo, paragraphs }],
      };
    });
  }

  async function approveDocument(request: DocumentRequest): Promise<OfficialDocument> {
    return changeDocument(ports, request, (document, rules) => {
      const seat = expectSeat(document, rules, 'approve', request.by);
      const link = findOpenLink(document, rules.chain);
      if (link === undefined) throw new DocumentError('document_step_refused', { allowed: [] });
      const passed = [...document.passed, link.id];
      const isLast = findOpenLink({ passed }, rules.chain) === undefined;
      const step = { ...toStepBase('approve', request, seat, now()), link: link.id };
      return { ...addStep(document, isLast ? 'approved' : 'in_review', step), passed };
    });
  }

  /** Back to who drafted it; the reason is what they work by. */
  async function returnDocument(request: DocumentRequest): Promise<OfficialDocument> {
    return changeDocument(ports, request, (document, rules) => {
      const seat = expectSeat(document, rules, 'return', request.by);
      expectReason(request);
      return {
        ...addStep(document, 'draft', toStepBase('return', request, seat, now())),
        passed: [],
      };
    });
  }

  return { submitDocument, approveDocument, returnDocument };
}

/** Throws DocumentError document_incomplete where the request gives no reason. */
export function expectReason({ reason = '' }: Pick<DocumentRequest, 'reason'>): void {
  if (reason.trim() === '') throw new DocumentError('document_incomplete', { missing: ['reason'] });
}
