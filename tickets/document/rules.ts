import type { Profile } from '../profile/profile.ts';
import type { OfficialDocument } from './document.ts';
import { DocumentError } from './errors.ts';
import type { ApprovalChain, ChainLink, DocumentKind, IssuingOrgan } from './kind.ts';

/** What the profile says of one document. */
export type DocumentRules = {
  readonly kind: DocumentKind;
  readonly chain: ApprovalChain;
  readonly organ: IssuingOrgan;
};

type ProfileLists = Pick<Profile, 'documentKinds' | 'chains' | 'organs'>;

/** The rules of a kind under a profile. Throws DocumentError document_value_invalid where the profile has no such kind. */
export function findDocumentRules(
  { documentKinds, chains, organs }: ProfileLists,
  { kind: kindId, organId }: Pick<OfficialDocument, 'kind' | 'organId'>,
): DocumentRules {
  const kind = documentKinds.find(({ id }) => id === kindId);
  const chain = chains.find(({ id }) => id === kind?.chain);
  const organ = organs.find(({ id }) => id === organId);
  if (kind === undefined || chain === undefined || organ === undefined) {
    throw new DocumentError('document_value_invalid');
  }
  return { kind, chain, organ };
}

/** The link that is next; undefined when all are passed. */
export function findOpenLink(
  { passed }: Pick<OfficialDocument, 'passed'>,
  { links }: Pick<ApprovalChain, 'links'>,
): ChainLink | undefined {
  return links.find(({ id }) => !passed.includes(id));
}
