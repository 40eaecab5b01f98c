import type { Openness, TicketKind } from '../vocabulary.ts';

/** Kinds that can come in a file. */
export const importKinds = [
  'complaint',
  'enterprise_feedback',
  'consultation',
  'suggestion',
  'lead',
] as const satisfies readonly TicketKind[];
export type ImportKind = (typeof importKinds)[number];

/** 求助 is a complaint; 申诉求决 and 揭发控告 are a petition's words for one. */
const kindWords: readonly (readonly [ImportKind, RegExp])[] = [
  ['enterprise_feedback', /企业反馈|涉企/u],
  ['lead', /线索|移送/u],
  ['complaint', /投诉|举报|求助|申诉|求决|控告/u],
  ['consultation', /咨询|询问/u],
  ['suggestion', /建议|意见/u],
];

/** The kind that a cell names; undefined for words that name none. */
export function readKind(text: string): ImportKind | undefined {
  return (
    importKinds.find((kind) => kind === text) ??
    kindWords.find(([, words]) => words.test(text))?.[0]
  );
}

const yes = /^(?:是|y|yes|true|1)$/iu;
const no = /^(?:否|n|no|false|0)$/iu;

/** How open a matter is, by the cell and, where it only says yes or no, by its heading. */
export function readOpenness(text: string, heading: string): Openness | undefined {
  if (yes.test(text) || no.test(text)) return readAnswer(yes.test(text), heading);
  if (/匿名|anonymous/iu.test(text)) return 'anonymous';
  if (/不公开|保密|confidential/iu.test(text)) return 'confidential';
  return /公开|实名|open/iu.test(text) ? 'open' : undefined;
}

function readAnswer(isYes: boolean, heading: string): Openness | undefined {
  if (/匿名/u.test(heading)) return isYes ? 'anonymous' : 'confidential';
  if (/保密/u.test(heading)) return isYes ? 'confidential' : 'open';
  if (/公开/u.test(heading)) return isYes ? 'open' : 'confidential';
  return undefined;
}

/** YYYY-MM-DD out of the ways in which people and spreadsheets write days, a time after it or not; undefined when it is none. */
export function readDay(text: string): string | undefined {
  const found =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?$/u.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?$/u.exec(text);
  if (found === null) return undefined;
  const [, year = '', month = '', day = ''] = found;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const read = new Date(`${written}T00:00:00Z`);
  const isDay = !Number.isNaN(read.getTime()) && read.toISOString().startsWith(written);
  return isDay ? written : undefined;
}

/** A telephone number as it is dialled; undefined when the cell holds none, or several. */
export function readPhone(text: string): string | undefined {
  const plain = text.normalize('NFKC').replaceAll(/\p{Pd}/gu, '-');
  const isPhone = /^\+?[\d ()-]{5,24}$/u.test(plain);
  const digits = plain.replaceAll(/\D/gu, '').length;
  return isPhone && digits >= 5 && digits <= 15 ? plain : undefined;
}

/** Whether a spreadsheet has rounded a long number away: 2.02611E+13. */
export function isRounded(text: string): boolean {
  return /^\d(?:\.\d+)?E\+\d+$/iu.test(text);
}
