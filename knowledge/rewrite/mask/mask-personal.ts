import { addressRules } from './addresses.ts';
import { firmRules } from './firms.ts';
import { nameRules } from './names.ts';
import { codeRules, numberRules } from './numbers.ts';
import { applyRule } from './rule.ts';

const rules = [...codeRules, ...addressRules, ...numberRules, ...firmRules, ...nameRules];
/** Marks that join or colour characters, such as the frame of a keycap digit, and those that nobody sees. */
const unseen = /[\p{Cf}\p{Me}\p{Mn}\p{Cc}](?<!\n)/gu;

/**
 * The text without what tells who somebody is: numbers in any writing, mail, pages, accounts, doors, firms, names.
 * Widths are folded. Rather masks too much; a name without any sign of being one may stay: see createMask.
 */
export function maskPersonal(text: string): string {
  const plain = text.normalize('NFKC').replace(unseen, '');
  return rules.reduce(applyRule, plain);
}
