import type { Day } from './shanghai-day.ts';

/** How a matter is verified: from files alone, at the place, or by asking people. */
export const verifyWays = ['by_file', 'on_site', 'by_interview'] as const;
export type VerifyWay = (typeof verifyWays)[number];

/** Who verifies at a place or asks people: named with the 行政执法监督证. */
export type Officer = { readonly name: string; readonly certificate: string };

/** Whether a number is a supervising officer's on the register, and counts that day. */
export type JudgeCertificate = (
  certificate: string,
  today: Day,
) => Promise<'valid' | 'expired' | 'unknown'>;

export const officerFaults = [
  'officer_unreadable',
  'officers_too_few',
  'certificate_unknown',
  'certificate_expired',
] as const;
export type OfficerFault = (typeof officerFaults)[number];

const fewest = 2;
/** A name, then the number; `证号` and brackets may stand between them. */
const form =
  /^(?<name>\p{L}[\p{L}\p{M}·• ]{0,38}?\p{L})[ ,:(]*(?:(?:行政)?执法(?:监督)?证)?(?:证?号)?[ ,:]*(?<certificate>(?=(?:\D*\d){3})[0-9A-Za-z][0-9A-Za-z_.-]{5,30})\)?$/u;

/** Officers as they are written, one a line; a line that names none has undefined in its place. */
export function readOfficers(words: string): readonly (Officer | undefined)[] {
  return words
    .normalize('NFKC')
    .split(/[\n、;]/u)
    .map((line) => line.trim().replaceAll(/\s+/gu, ' '))
    .filter((line) => line !== '')
    .map((line) => {
      const { name, certificate } = form.exec(line)?.groups ?? {};
      return name === undefined || certificate === undefined ? undefined : { name, certificate };
    });
}

/** Officers as they are stored and printed, one a line. */
export function writeOfficers(officers: readonly Officer[]): string {
  return officers.map(({ name, certificate }) => `${name} ${certificate}`).join('\n');
}

/** Whatever stands in the way of these people going: two different certificates at least, and each of them counts. */
export async function listOfficerFaults(
  words: string,
  judge: JudgeCertificate = async () => 'unknown',
  today: Day,
): Promise<readonly OfficerFault[]> {
  const read = readOfficers(words);
  const officers = read.filter((one) => one !== undefined);
  const distinct = new Set(officers.map(({ certificate }) => toBare(certificate)));
  const verdicts = await Promise.all(officers.map((one) => judge(one.certificate, today)));
  const found: Readonly<Record<OfficerFault, boolean>> = {
    officer_unreadable: read.length > officers.length,
    officers_too_few: distinct.size < fewest,
    certificate_unknown: verdicts.includes('unknown'),
    certificate_expired: verdicts.includes('expired'),
  };
  return officerFaults.filter((fault) => found[fault]);
}

/** One certificate however it is written. */
function toBare(certificate: string): string {
  return certificate.toUpperCase().replaceAll(/[^0-9A-Z]/gu, '');
}
