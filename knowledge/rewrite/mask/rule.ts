/** One kind of personal data: what it looks like, and what stands in its place. */
export type MaskRule =
  | {
      readonly pattern: RegExp;
      readonly mark: string;
      /** Looks again at what the pattern found; without it all is masked. */
      readonly isMeant?: (found: string) => boolean;
    }
  | { readonly pattern: RegExp; readonly replace: (found: string) => string };

export function applyRule(text: string, rule: MaskRule): string {
  return text.replace(rule.pattern, (found: string) => {
    if ('replace' in rule) return rule.replace(found);
    return rule.isMeant === undefined || rule.isMeant(found) ? rule.mark : found;
  });
}
