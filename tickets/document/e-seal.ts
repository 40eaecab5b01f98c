import type { OfficialDocument } from './document.ts';

/**
 * A platform outside that sets the organ's electronic seal on one paper. It gets the document's id as its key, so that
 * a repeat may be answered by the same paper. Throws DocumentError document_seal_unreachable, document_seal_refused.
 */
export type ESeal = (
  document: Pick<OfficialDocument, 'id' | 'organName' | 'number'>,
  pdf: Uint8Array,
) => Promise<Uint8Array>;
