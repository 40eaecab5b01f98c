import type { DocumentKind, IssuingOrgan } from '../document/kind.ts';
import type { ProfileDraft, ProfileFault } from './profile-fault.ts';

/**
 * Series of numbers that would print the same text, and kinds that could not number. A retired organ's papers are out,
 * so that its code stays taken.
 */
export function listNumberFaults({ organs, documentKinds }: ProfileDraft): readonly ProfileFault[] {
  const codes = listTakenCodes(organs);
  return [
    ...codes,
    ...listPatternFaults(documentKinds),
    // What follows from a code that is taken is said once, at the code.
    ...(codes.length > 0 ? [] : listTakenPatterns(organs, documentKinds)),
  ];
}

function listTakenCodes(organs: readonly IssuingOrgan[]): readonly ProfileFault[] {
  return organs.flatMap(({ code, isRetired }, at) => {
    const others = organs.filter(
      (other, index) => index !== at && toPrinted(other.code) === toPrinted(code),
    );
    const isTaken = others.some((other) => other.isRetired === true || organs.indexOf(other) < at);
    return isRetired !== true && isTaken
      ? [{ path: `organs.${at}.code`, rule: 'code_taken' as const }]
      : [];
  });
}

function listPatternFaults(documentKinds: readonly DocumentKind[]): readonly ProfileFault[] {
  return documentKinds.flatMap(({ numbering, numberPattern = '' }, at) =>
    numbering === 'own' && !numberPattern.includes('{{seq}}')
      ? [{ path: `documentKinds.${at}.numberPattern`, rule: 'pattern_missing' as const }]
      : [],
  );
}

/** Each kind counts for itself with each organ: two of them may not read alike. */
function listTakenPatterns(
  organs: readonly IssuingOrgan[],
  documentKinds: readonly DocumentKind[],
): readonly ProfileFault[] {
  const taken = new Set<string>();
  return documentKinds.flatMap(({ numbering, numberPattern = '', organs: issuers }, at) => {
    if (numbering !== 'own') return [];
    const series = organs
      .filter(({ id }) => issuers.includes(id))
      .map(({ code }) => toPrinted(numberPattern.replaceAll('{{organ}}', code)));
    const isTaken = series.some((one, index) => taken.has(one) || series.indexOf(one) < index);
    for (const one of series) taken.add(one);
    return isTaken
      ? [{ path: `documentKinds.${at}.numberPattern`, rule: 'pattern_taken' as const }]
      : [];
  });
}

/** Width of letters and white space are not told apart on paper. */
function toPrinted(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s+/gu, '');
}
