import { toShanghaiDay } from '../shanghai-day.ts';
import { changeDocument } from './change-document.ts';
import { toFixedContent } from './content.ts';
import type { DocumentNumber, OfficialDocument } from './document.ts';
import { refuseBaseless, refuseUnvouched } from './ex-officio.ts';
import { expectReplaceable } from './expect-replaceable.ts';
import { loadVoices, refuseContact, refuseReportersWords } from './guard-contact.ts';
import { refuseOfficers } from './guard-officers.ts';
import type { DocumentPorts } from './ports.ts';
import { expectReason } from './review-document.ts';
import type { DocumentRules } from './rules.ts';
import { addStep, expectSeat, toStepBase, type DocumentRequest } from './take-step.ts';

/** Signing fixes the text and takes the number; voiding gives none back. Each throws DocumentError. */
export function createSignDocument(ports: DocumentPorts) {
  const { now, hashText, store } = ports;

  /**
   * One write: seq is the highest so far and one, under a unique key, and is tried anew when another writer was first.
   * A unit's paper is refused until each reporter chose; one that names no matter, until the signer answers for it.
   */
  async function signDocument(request: DocumentRequest): Promise<OfficialDocument> {
    return changeDocument(ports, request, async (document, rules) => {
      const seat = expectSeat(document, rules, 'sign', request.by);
      refuseBaseless(document, rules);
      await refuseUnvouched(ports, document, request.reason);
      const voices = await loadVoices(ports, document);
      refuseReportersWords(document, voices);
      refuseContact(document, voices);
      await expectReplaceable(store, document);
      await refuseOfficers(ports, document, rules);
      const at = now();
      const signedOn = toShanghaiDay(at);
      const number = await takeNumber(document, rules, Number(signedOn.slice(0, 4)));
      const step = toStepBase('sign', request, seat, at);
      const signed = {
        ...addStep(document, 'signed', step, true),
        signedOn,
        ...(number && { number }),
      };
      return { ...signed, contentHash: hashText(toFixedContent(signed)) };
    });
  }

  async function takeNumber(
    { organId, kind }: OfficialDocument,
    { kind: { numbering, numberPattern = '' }, organ }: DocumentRules,
    year: number,
  ): Promise<DocumentNumber | undefined> {
    if (numbering !== 'own') return undefined;
    const counted = { organ: organId, kind, year };
    const seq = (await store.findLastSeq(counted)) + 1;
    return { ...counted, seq, text: toNumber(numberPattern, { organ: organ.code, year, seq }) };
  }

  /** Before it is issued only; a number that was taken stays taken, with the reason. */
  async function voidDocument(request: DocumentRequest): Promise<OfficialDocument> {
    return changeDocument(ports, request, (document, rules) => {
      const seat = expectSeat(document, rules, 'void', request.by);
      expectReason(request);
      return addStep(document, 'void', toStepBase('void', request, seat, now()));
    });
  }

  return { signDocument, voidDocument };
}

function toNumber(pattern: string, parts: Readonly<Record<string, string | number>>): string {
  return pattern.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(parts[name] ?? ''));
}
