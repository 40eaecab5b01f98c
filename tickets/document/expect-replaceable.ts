import { isInForce, type OfficialDocument } from './document.ts';
import { DocumentError } from './errors.ts';
import type { DocumentPorts } from './ports.ts';

/**
 * What a successor corrects is in force still, and of the same kind: of two successors one is issued. Throws
 * DocumentError document_value_invalid.
 */
export async function expectReplaceable(
  { find }: Pick<DocumentPorts['store'], 'find'>,
  { replaces, kind }: Pick<OfficialDocument, 'replaces' | 'kind'>,
): Promise<void> {
  if (replaces === undefined) return;
  const before = await find(replaces);
  if (before === undefined || !isInForce(before) || before.kind !== kind) {
    throw new DocumentError('document_value_invalid');
  }
}
