import { findAuthority } from './find-authority.ts';
import { matters, type Matter } from './matters.ts';

/**
 * Whether a complaint is for who supervises authorities. `business`: a business, an employer or a neighbour broke a
 * rule · `unclear`: such a matter in which an authority may have a part · `ours`: everything else.
 */
export type Verdict =
  | { readonly kind: 'ours' }
  | { readonly kind: 'business' | 'unclear'; readonly matter: Matter };

/** A longer story has more in it than one sign. */
const longestSure = 200;

/** Judges a telling, with the unit that was named as acting where there is one. `fold` makes Traditional Simplified. */
export function judgeCompetence(
  story: string,
  fold: (text: string) => string,
  actingUnit = '',
): Verdict {
  const folded = fold(story);
  const matter = matters.find(({ sign }) => sign.test(folded));
  if (matter === undefined || findAuthority(fold(actingUnit)) !== 'absent') return { kind: 'ours' };
  const part = findAuthority(folded);
  if (part === 'acted') return { kind: 'ours' };
  const isSure = part === 'absent' && folded.length <= longestSure;
  return { kind: isSure ? 'business' : 'unclear', matter };
}
