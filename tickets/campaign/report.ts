import type { Paragraph } from '../document/kind.ts';
import type { Day } from '../shanghai-day.ts';
import type { Campaign } from './campaign.ts';

/** A campaign's report as it is printed: whose, under which title, of which day, and its text. */
export type CampaignReport = {
  readonly organName: string;
  readonly title: string;
  readonly day: Day;
  readonly paragraphs: readonly Paragraph[];
};

/** What the report says beside the bureau's own words. */
export type ReportWords = {
  readonly title: string;
  /** In order: what it was about, what was counted, what the bureau says. */
  readonly headings: readonly [string, string, string];
  readonly about: readonly string[];
  readonly columns: readonly [string, string];
  readonly counts: readonly (readonly [string, string])[];
  /** How to read the figures. */
  readonly note: string;
};

/** The report in three parts; undefined while none was written. */
export function toCampaignReport(
  { report }: Pick<Campaign, 'report'>,
  { organName, day }: Pick<CampaignReport, 'organName' | 'day'>,
  { title, headings, about, columns, counts, note }: ReportWords,
): CampaignReport | undefined {
  if (report === undefined) return undefined;
  const [first, second, third] = headings;
  return {
    organName,
    title,
    day,
    paragraphs: [
      { kind: 'heading', text: first },
      { kind: 'text', text: about.join('\n') },
      { kind: 'heading', text: second },
      { kind: 'text', text: note },
      { kind: 'table', columns, rows: counts },
      { kind: 'heading', text: third },
      { kind: 'text', text: report },
    ],
  };
}
