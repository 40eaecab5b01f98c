import { toCertificateNumber, type CertificateStore } from './certificate.ts';
import type { Units } from './unit.ts';

/** Whether a number is a supervising officer's (行政执法监督证), and whether it counts on the day. */
export type JudgeSupervisor = (
  number: string,
  today: string,
) => Promise<'valid' | 'expired' | 'unknown'>;

/** Asks the register. A certificate of a body that does not supervise is none to supervise with, so it is unknown. */
export function createJudgeSupervisor(
  certificates: Pick<CertificateStore, 'findByNumber'>,
  units: Pick<Units, 'find'>,
): JudgeSupervisor {
  return async function judgeSupervisor(text, today) {
    const number = toCertificateNumber(text);
    const found = number === undefined ? undefined : await certificates.findByNumber(number);
    const unit = found === undefined ? undefined : units.find(found.unitId);
    if (found === undefined || unit?.supervises === undefined) return 'unknown';
    return today <= found.validUntil ? 'valid' : 'expired';
  };
}
