import { toFixedContent } from './content.ts';
import type { OfficialDocument } from './document.ts';
import { DocumentError } from './errors.ts';
import type { DocumentPorts } from './ports.ts';
import { refuseSealed } from './refuse-sealed.ts';
import { findDocumentRules, type DocumentRules } from './rules.ts';

/** Writers that lose the same race again and again are a bug. */
const maxTries = 500;

type Target = { readonly id: string; readonly version?: number; readonly key?: string };
type Change = (
  document: OfficialDocument,
  rules: DocumentRules,
) => OfficialDocument | Promise<OfficialDocument>;

/** The document with this id. Throws DocumentError document_not_found. */
export async function loadDocument(
  store: Pick<DocumentPorts['store'], 'find'>,
  id: string,
): Promise<OfficialDocument> {
  const found = await store.find(id);
  if (found === undefined) throw new DocumentError('document_not_found');
  return found;
}

/**
 * Loads, changes and saves by compare-and-set, then rings. With `version` it must be the one that the asker saw, else
 * document_version_conflict; a number that another writer took is tried anew with the next. What signing fixed never
 * changes.
 */
export async function changeDocument(
  ports: Pick<DocumentPorts, 'store' | 'findTicket' | 'profiles' | 'hashText' | 'ring'>,
  target: Target,
  change: Change,
): Promise<OfficialDocument> {
  const { store } = ports;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const document = await loadDocument(store, target.id);
    const { key } = target;
    if (key !== undefined && document.steps.some((step) => step.key === key)) return document;
    if (target.version !== undefined && target.version !== document.version) {
      throw new DocumentError('document_version_conflict', { currentVersion: document.version });
    }
    const { ticketId } = document;
    if (ticketId !== undefined) refuseSealed(await ports.findTicket(ticketId));
    const rules = findDocumentRules(ports.profiles.find(document.profile), document);
    const changed = await change(document, rules);
    if (changed === document) return document;
    refuseChangedContent(document, changed, ports.hashText);
    const outcome = await store.save(changed);
    if (outcome !== 'saved') continue;
    if (changed.pendingFrom !== undefined) await ports.ring(changed.id);
    return { ...changed, version: changed.version + 1 };
  }
  throw new Error('a document was changed by others too often');
}

function refuseChangedContent(
  before: OfficialDocument,
  after: OfficialDocument,
  hashText: DocumentPorts['hashText'],
): void {
  if (before.contentHash === undefined) return;
  if (hashText(toFixedContent(after)) !== before.contentHash) {
    throw new Error('a signed document differs from its hash');
  }
}
