/** What a receipt code looks like: four or more groups of four letters and digits, with or without separators. */
const codeLike = /(?<![0-9A-Z])[0-9A-Z]{4}(?:[-\s]?[0-9A-Z]{4}){3,}(?![0-9A-Z])/gi;

/** Hides anything that looks like a receipt code; plain numbers and plain words are left as they are. */
export function maskCodes(text: string): string {
  return text.replace(codeLike, (found) => (isCode(found) ? '••••-••••' : found));
}

/** The beginning of a text with every digit hidden, for those who need to know what it was and no more. */
export function maskPreview(text: string, maxLength: number): string {
  const masked = maskCodes(text).replace(/\d/g, '•');
  return masked.length > maxLength ? `${masked.slice(0, maxLength)}…` : masked;
}

/** Dashes make it a code; without them it takes both letters and digits, as words have no digits. */
function isCode(found: string): boolean {
  return /[A-Z]/i.test(found) && (found.includes('-') || /\d/.test(found));
}
