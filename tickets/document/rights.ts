import { documentActions } from './document.ts';
import type { DocumentAction, OfficialDocument } from './document.ts';
import type { DocumentErrorCode } from './errors.ts';
import { documentMoves } from './lifecycle.ts';
import { findOpenLink, type DocumentRules } from './rules.ts';

/** An account that asks, with the absent colleagues whom it stands in for now. */
export type DocumentAsker = {
  readonly accountId: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly deputyFor?: readonly { readonly accountId: string; readonly roles: readonly string[] }[];
};

/** How somebody may take a step: in their own name, or for an absent colleague. */
export type Seat = { readonly actedFor?: string };

type Denied = { readonly denied: DocumentErrorCode };

/** Everybody who wrote a word of it. */
export function listDrafters({ steps }: Pick<OfficialDocument, 'steps'>): readonly string[] {
  return steps.flatMap(({ action, accountId }) =>
    (action === 'draft' || action === 'edit') && accountId !== undefined ? [accountId] : [],
  );
}

/** Who passed a link since the document was last submitted, also in whose name. */
function listPassers({ steps }: OfficialDocument): readonly string[] {
  const from = steps.findLastIndex(({ action }) => action === 'submit');
  return steps
    .slice(from + 1)
    .filter(({ action }) => action === 'approve')
    .flatMap(({ accountId, actedFor }) => [accountId, actedFor].filter((id) => id !== undefined));
}

/** How the asker may take the action, or why not. The state of the document is not looked at. */
export function findSeat(
  document: OfficialDocument,
  rules: DocumentRules,
  action: DocumentAction,
  asker: DocumentAsker,
): Seat | Denied {
  const { kind, chain } = rules;
  if (action === 'approve') return findLinkSeat(document, rules, asker);
  if (action === 'sign' && chain.isOwnAct !== true) {
    return findUnwritten(document, asker, chain.signers);
  }
  if (action === 'return') {
    const link = findOpenLink(document, chain);
    const roles = link === undefined ? chain.signers : [link.role, ...link.deputies];
    return findByRoles(asker, roles);
  }
  const isNumbered = document.number !== undefined;
  if (action === 'void' && isNumbered) return findByRoles(asker, chain.signers);
  return findByRoles(asker, kind.draftedBy);
}

/** What the document's state and the asker's rights allow together. */
export function listDocumentActions(
  document: OfficialDocument,
  rules: DocumentRules,
  asker: DocumentAsker,
): readonly DocumentAction[] {
  const moves = documentMoves[document.state];
  return documentActions.filter((action) => {
    if (moves[action] === undefined) return false;
    if (action === 'enter' && rules.kind.numbering !== 'outside') return false;
    if (action === 'submit' && rules.kind.numbering === 'outside') return false;
    return !('denied' in findSeat(document, rules, action, asker));
  });
}

function findLinkSeat(
  document: OfficialDocument,
  { chain }: DocumentRules,
  asker: DocumentAsker,
): Seat | Denied {
  const link = findOpenLink(document, chain);
  if (link === undefined) return { denied: 'document_step_refused' };
  const seat = findUnwritten(document, asker, [link.role, ...link.deputies]);
  if ('denied' in seat) return seat;
  const passers = listPassers(document);
  const names = [asker.accountId, seat.actedFor];
  const hasPassed = names.some((id) => id !== undefined && passers.includes(id));
  return hasPassed ? { denied: 'document_passed_before' } : seat;
}

/** A seat of one of the roles, for nobody who drafted: neither the one who acts nor the one who is stood in for. */
function findUnwritten(
  document: OfficialDocument,
  asker: DocumentAsker,
  roles: readonly string[],
): Seat | Denied {
  const drafters = listDrafters(document);
  const others = asker.deputyFor?.filter(({ accountId }) => !drafters.includes(accountId)) ?? [];
  const seat = findByRoles({ ...asker, deputyFor: others }, roles);
  if ('denied' in seat) return seat;
  return drafters.includes(asker.accountId) ? { denied: 'document_own_draft' } : seat;
}

function findByRoles(asker: DocumentAsker, roles: readonly string[]): Seat | Denied {
  const isOne = (held: readonly string[]): boolean => held.some((role) => roles.includes(role));
  if (isOne(asker.roles)) return {};
  const absent = asker.deputyFor?.find((one) => isOne(one.roles));
  return absent === undefined
    ? { denied: 'document_not_permitted' }
    : { actedFor: absent.accountId };
}
