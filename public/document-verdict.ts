import { toNumberText, type OfficialDocument } from '../tickets/index.ts';

/** What anyone may hear of a paper: what it is, whose, and whether it holds. Nothing of the person, no address. */
export type DocumentVerdict =
  | { readonly verdict: 'unknown' }
  | {
      /** `unsealed`: numbered and on its way to the seal, not served yet. */
      readonly verdict: 'genuine' | 'unsealed' | 'void' | 'replaced';
      readonly kind: string;
      readonly organ: string;
      readonly number: string;
      /** 成文日期; empty where it has none. */
      readonly day: string;
      /** The number of the paper that took its place. */
      readonly successor: string;
    };

/** How a file compares to what was issued: the sealed copy, the one before the seal, or neither. */
export type FileVerdict = 'issued' | 'unsealed' | 'different';

/** A draft is nobody's business: it is unknown until it bears a number. */
export function toDocumentVerdict(
  document: OfficialDocument | undefined,
  kind: string,
  successor: OfficialDocument | undefined,
): DocumentVerdict {
  const number = document === undefined ? undefined : toNumberText(document);
  if (document === undefined || !isOut(document, number)) return { verdict: 'unknown' };
  return {
    verdict: toState(document),
    kind,
    organ: document.organName,
    number: number ?? '',
    day: document.signedOn ?? document.outside?.on ?? '',
    successor: successor === undefined ? '' : (toNumberText(successor) ?? ''),
  };
}

/** Compares by hash; the file itself is looked at no further. */
export function toFileVerdict(
  { sealed, unsealed }: Pick<OfficialDocument, 'sealed' | 'unsealed'>,
  hash: string,
): FileVerdict {
  if (sealed?.hash === hash) return 'issued';
  return unsealed?.hash === hash ? 'unsealed' : 'different';
}

/** A void paper was out when it bears a number. */
function isOut({ state }: OfficialDocument, number: string | undefined): boolean {
  return state === 'signed' || state === 'issued' || (state === 'void' && number !== undefined);
}

function toState({
  state,
  replacedBy,
}: OfficialDocument): 'genuine' | 'unsealed' | 'void' | 'replaced' {
  if (state === 'void') return 'void';
  if (replacedBy !== undefined) return 'replaced';
  return state === 'issued' ? 'genuine' : 'unsealed';
}
