/** Who may see a document, from all to the fewest; each group sees what the ones before it see. */
export const audiences = ['public', 'specialists', 'staff'] as const;
export type Audience = (typeof audiences)[number];

/** What is searched: an entry with its wordings, an article with its statute's title. Dates are YYYY-MM-DD. */
export type Document = {
  readonly id: string;
  readonly title?: string;
  /** The question and the other ways of asking it; the best of them counts. */
  readonly wordings?: readonly string[];
  readonly body: string;
  readonly area?: string;
  readonly audience: Audience;
  /** The first and the last day in force. Without `inForce` the document holds on every day. */
  readonly inForce?: { readonly from: string; readonly to?: string } | 'unknown';
};

/** What may be found: areas, the asker's group, and the day on which a document must be in force. */
export type Filter = {
  readonly areas?: readonly string[];
  readonly audience: Audience;
  readonly inForceOn?: string;
};

export type DaySpan = { readonly from: number; readonly to: number };

const firstDay = 0;
const afterLastDay = 0x7fff_ffff;

/** Days as comparable numbers (YYYYMMDD). A document whose dates are unknown is in force on no day. */
export function toDaySpan(inForce: Document['inForce']): DaySpan {
  if (inForce === undefined) return { from: firstDay, to: afterLastDay };
  if (inForce === 'unknown') return { from: afterLastDay, to: firstDay };
  return {
    from: toDay(inForce.from),
    to: inForce.to === undefined ? afterLastDay : toDay(inForce.to),
  };
}

/** 20260201 for 2026-02-01; refuses anything else, since a day read wrongly would cite a law wrongly. */
export function toDay(day: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError('a day must be YYYY-MM-DD');
  return Number(day.replaceAll('-', ''));
}
