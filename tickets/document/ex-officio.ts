import { listVoices } from '../consent/index.ts';
import type { Ticket } from '../ticket.ts';
import type { OfficialDocument } from './document.ts';
import { DocumentError } from './errors.ts';
import { isOutward } from './guard-contact.ts';
import type { DocumentPorts } from './ports.ts';
import { findReportersWords } from './reporters-words.ts';
import type { DocumentRules } from './rules.ts';

type Named = Pick<OfficialDocument, 'audience' | 'ticketId' | 'problemIds'>;

/** Whether a paper leaves for a unit without naming a matter (依职权), so that no reporter would be asked. */
export function isExOfficio(document: Named): boolean {
  return isOutward(document) && document.ticketId === undefined && document.problemIds.length === 0;
}

/**
 * What such a paper lacks: `basis`, the plan, patrol, campaign or transfer that it rests on, or, where nobody but the
 * drafter signs it, `matter`. The same for every unit, so that the refusal says nothing of who complained.
 */
export function listExOfficioGaps(
  document: Named & Pick<OfficialDocument, 'basis'>,
  { kind, chain }: Pick<DocumentRules, 'kind' | 'chain'>,
): readonly string[] {
  if (!isExOfficio(document)) return [];
  if (chain.isOwnAct === true || kind.numbering === 'outside') return ['matter'];
  return (document.basis ?? '').trim() === '' ? ['basis'] : [];
}

/** Refuses to take such a paper further without its basis. Throws DocumentError document_incomplete. */
export function refuseBaseless(
  document: OfficialDocument,
  rules: Pick<DocumentRules, 'kind' | 'chain'>,
): void {
  const missing = listExOfficioGaps(document, rules);
  if (missing.length > 0) throw new DocumentError('document_incomplete', { missing });
}

/**
 * Refuses to sign such a paper unless the signer writes that it rests on nobody's report (`word`), and when words of
 * somebody who reported the units in confidence stand in it; never which. Throws DocumentError document_incomplete or
 * document_holds_reporter.
 */
export async function refuseUnvouched(
  { findTicket, listMerged, listOpenAgainst }: DocumentPorts,
  document: OfficialDocument,
  reason = '',
): Promise<void> {
  if (!isExOfficio(document)) return;
  if (reason.trim() === '') throw new DocumentError('document_incomplete', { missing: ['word'] });
  const open = (await listOpenAgainst?.(document.units.map(({ unitId }) => unitId))) ?? [];
  for (const ticket of open) {
    const voices = await listVoices({ find: findTicket, listMerged }, ticket);
    if (voices.some((voice) => holdsWords(document, voice))) {
      throw new DocumentError('document_holds_reporter');
    }
  }
}

/** A paraphrase that no reporter saw hides nothing here. */
function holdsWords(document: OfficialDocument, voice: Ticket): boolean {
  if (voice.openness === 'open') return false;
  const { paraphrase = '', basis = '', attachments } = document;
  const plain = { ...document, paraphrase: '', attachments: [...attachments, paraphrase, basis] };
  return findReportersWords(plain, voice).length > 0;
}
