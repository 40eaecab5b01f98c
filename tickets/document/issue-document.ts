import { changeDocument } from './change-document.ts';
import { toFixedContent } from './content.ts';
import type { HashedFile, OfficialDocument } from './document.ts';
import { DocumentError } from './errors.ts';
import { refuseBaseless } from './ex-officio.ts';
import { expectReplaceable } from './expect-replaceable.ts';
import { listGaps } from './fill-template.ts';
import { loadVoices, refuseContact, refuseReportersWords } from './guard-contact.ts';
import type { DocumentPorts } from './ports.ts';
import type { Day } from '../shanghai-day.ts';
import { addStep, expectSeat, toStepBase, type DocumentRequest } from './take-step.ts';

export type SealRequest = DocumentRequest & { readonly file: HashedFile };

/** What another body's paper says of itself. */
export type EnterRequest = SealRequest & { readonly number: string; readonly on: Day };

/** Issued means: the sealed copy is attached and hashed. Each throws DocumentError. */
export function createIssueDocument(ports: DocumentPorts) {
  const { now, hashText, store } = ports;

  /** The very bytes that bear 未用印 are no sealed copy. */
  async function sealDocument(request: SealRequest): Promise<OfficialDocument> {
    return changeDocument(ports, request, async (document, rules) => {
      const seat = expectSeat(document, rules, 'seal', request.by);
      if (document.unsealed?.hash === request.file.hash) {
        throw new DocumentError('document_not_sealed');
      }
      await expectReplaceable(store, document);
      const step = toStepBase('seal', request, seat, now());
      return { ...addStep(document, 'issued', step, true), sealed: request.file };
    });
  }

  /** A paper that another body made, such as the government's decision: number and date are those of its copy. */
  async function enterDocument(request: EnterRequest): Promise<OfficialDocument> {
    return changeDocument(ports, request, async (document, rules) => {
      const seat = expectSeat(document, rules, 'enter', request.by);
      const missing = rules.kind.numbering === 'outside' ? listGaps(document, rules.kind) : [];
      if (rules.kind.numbering !== 'outside') {
        throw new DocumentError('document_step_refused', { allowed: [] });
      }
      if (missing.length > 0) throw new DocumentError('document_incomplete', { missing });
      refuseBaseless(document, rules);
      const voices = await loadVoices(ports, document);
      refuseReportersWords(document, voices);
      refuseContact(document, voices);
      await expectReplaceable(store, document);
      const { number, on, file } = request;
      const entered: OfficialDocument = {
        ...addStep(document, 'issued', toStepBase('enter', request, seat, now()), true),
        signedOn: on,
        outside: { number: number.trim(), on },
        sealed: file,
      };
      return { ...entered, contentHash: hashText(toFixedContent(entered)) };
    });
  }

  return { sealDocument, enterDocument };
}
