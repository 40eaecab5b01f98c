import { listOfficerFaults } from '../officers.ts';
import { toShanghaiDay } from '../shanghai-day.ts';
import type { OfficialDocument } from './document.ts';
import { DocumentError } from './errors.ts';
import type { DocumentPorts } from './ports.ts';
import type { DocumentRules } from './rules.ts';

/**
 * Refuses the record of an act that wants two officers while fewer are named or a certificate does not count today.
 * Throws DocumentError document_officers_refused with every fault.
 */
export async function refuseOfficers(
  { judgeCertificate, now }: Pick<DocumentPorts, 'judgeCertificate' | 'now'>,
  { fields }: Pick<OfficialDocument, 'fields'>,
  { kind }: Pick<DocumentRules, 'kind'>,
): Promise<void> {
  for (const { name, input } of kind.fields) {
    if (input !== 'officers') continue;
    const today = toShanghaiDay(now());
    const missing = await listOfficerFaults(fields[name] ?? '', judgeCertificate, today);
    if (missing.length > 0) throw new DocumentError('document_officers_refused', { missing });
  }
}
