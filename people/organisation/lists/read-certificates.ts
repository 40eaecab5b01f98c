import { toCertificateNumber, type Certificate, type NumberedCertificate } from '../certificate.ts';
import type { Unit } from '../unit.ts';
import { compareList, type ListPlan } from './compare-list.ts';
import { readList, type Cells, type ListForm, type ReadList } from './read-list.ts';

/** The columns of the register of officers' certificates. A name in the sheet is not read. */
export const certificateColumns = ['number', 'unit', 'validUntil'] as const;
export type CertificateColumn = (typeof certificateColumns)[number];

type Form = Pick<ListForm<CertificateColumn>, 'toHeading' | 'fold'> & {
  readonly units: readonly Unit[];
};

export function readCertificates(
  rows: readonly (readonly string[])[],
  { units, ...form }: Form,
): ReadList<CertificateColumn, NumberedCertificate> {
  function readRow(cells: Cells<CertificateColumn>): NumberedCertificate | undefined {
    const number = toCertificateNumber(cells.text('number'));
    if (number === undefined) cells.refuse('number', 'number_invalid');
    const unit = cells.unit('unit', units);
    const validUntil = cells.day('validUntil');
    return number !== undefined && unit !== undefined && validUntil !== undefined
      ? { number, unitId: unit.id, validUntil }
      : undefined;
  }
  return readList(rows, { ...form, columns: certificateColumns, optional: [] }, readRow);
}

/** `found` has those of the sheet that are known, `stored` all of the units that the sheet names. */
export function compareCertificates(
  read: ReadList<CertificateColumn, NumberedCertificate>,
  found: ReadonlyMap<string, Certificate>,
  stored: readonly Certificate[],
  isWhole: boolean,
): ListPlan<CertificateColumn, NumberedCertificate> {
  return compareList(read, {
    stored,
    find: ({ number }) => found.get(number),
    isSame: (item, known) => item.unitId === known.unitId && item.validUntil === known.validUntil,
    toKey: ({ number }) => number,
    keyColumn: 'number',
    isWhole,
  });
}
