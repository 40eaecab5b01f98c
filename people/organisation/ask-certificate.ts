import { answerCertificate, toCertificateNumber, type CertificateStore } from './certificate.ts';
import type { Units } from './unit.ts';

/** What anybody may be told of a certificate number: whose it is, by name, while it counts; else nothing. */
export type AskCertificate = (number: string, today: string) => Promise<string | undefined>;

/** The register for the public. One that ran out, one of a unit out of use and one that never was are the same. */
export function createAskCertificate(
  certificates: Pick<CertificateStore, 'findByNumber'>,
  units: Pick<Units, 'find'>,
): AskCertificate {
  return async function askCertificate(text, today) {
    const number = toCertificateNumber(text);
    const found = number === undefined ? undefined : await certificates.findByNumber(number);
    const answer = answerCertificate(found, today);
    const unit = answer.kind === 'valid' ? units.find(answer.unitId) : undefined;
    return unit?.isRetired ? undefined : unit?.name;
  };
}
