/** An officer's certificate (行政执法证) as the register keeps it: whose unit, until when. The number itself is not kept. */
export type Certificate = {
  readonly id: string;
  readonly unitId: string;
  /** What staff tell one certificate from another by. */
  readonly last4: string;
  /** The last day on which it counts, YYYY-MM-DD in Shanghai. */
  readonly validUntil: string;
};

/** A certificate whose number is at hand: on its way into the register. */
export type NumberedCertificate = Pick<Certificate, 'unitId' | 'validUntil'> & {
  /** As `toCertificateNumber` writes it. */
  readonly number: string;
};

export type CertificateStore = {
  /** By a keyed digest, under every live key. */
  readonly findByNumber: (number: string) => Promise<Certificate | undefined>;
  readonly findByNumbers: (numbers: readonly string[]) => Promise<ReadonlyMap<string, Certificate>>;
  readonly listOf: (unitIds: readonly string[]) => Promise<readonly Certificate[]>;
  /** How many each unit has. */
  readonly count: () => Promise<ReadonlyMap<string, number>>;
  readonly put: (certificates: readonly NumberedCertificate[]) => Promise<void>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
};

const shortestNumber = 6;
const longestNumber = 24;
const form = new RegExp(`^(?=.*\\d.*\\d.*\\d)[0-9A-Z]{${shortestNumber},${longestNumber}}$`);

/** A certificate's number without what people put between its characters; undefined for what is none. */
export function toCertificateNumber(text: string): string | undefined {
  const number = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Dash}_.·号№]/gu, '');
  return form.test(number) ? number : undefined;
}

/** Characters with a digit among them; what people put between two such is passed over, as is a dash after a prefix. */
const part = '[0-9A-Za-z]*\\d[0-9A-Za-z]*';
const withinWords = new RegExp(
  `(?:[A-Za-z]{1,3}\\p{Dash})?${part}(?:[ \\p{Dash}_.]${part})*`,
  'gu',
);

/** The first number in the words that may be a certificate's. */
export function findCertificateNumber(words: string): string | undefined {
  return [...words.normalize('NFKC').matchAll(withinWords)]
    .map(([run]) => toCertificateNumber(run))
    .find((number) => number !== undefined);
}

/** What anybody may learn of a certificate, and no more. */
export type CertificateAnswer =
  | { readonly kind: 'valid'; readonly unitId: string }
  | { readonly kind: 'not_found' };

/** One that has run out is not found, like one that never was. */
export function answerCertificate(
  certificate: Certificate | undefined,
  today: string,
): CertificateAnswer {
  return certificate !== undefined && today <= certificate.validUntil
    ? { kind: 'valid', unitId: certificate.unitId }
    : { kind: 'not_found' };
}
