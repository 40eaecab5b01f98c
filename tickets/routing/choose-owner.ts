/** A colleague who could have the matter, and how many open ones they have. */
export type Candidate = { readonly id: string; readonly open: number };

/** Whoever has least; among equals the one whom the rule names first. Undefined where there is nobody. */
export function chooseOwner(candidates: readonly Candidate[]): string | undefined {
  return candidates.reduce<Candidate | undefined>(
    (least, candidate) => (least === undefined || candidate.open < least.open ? candidate : least),
    undefined,
  )?.id;
}
