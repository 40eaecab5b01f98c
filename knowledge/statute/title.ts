import type { Fold } from '../retrieval/index.ts';

const outerMarks = /^《(?<inner>[^《》]*(?:《[^《》]*》[^《》]*)*)》$/u;

/** The title as people cite it: Simplified, without 中华人民共和国, outer book marks and spaces. */
export function toPlainTitle(title: string, fold: Fold): string {
  const folded = fold(title).replaceAll(/\s+/gu, '').replaceAll('中华人民共和国', '');
  const inner = outerMarks.exec(folded)?.groups?.inner ?? folded;
  return inner
    .replaceAll('(', '（')
    .replaceAll(')', '）')
    .replaceAll(/[〈<]/gu, '《')
    .replaceAll(/[〉>]/gu, '》');
}
