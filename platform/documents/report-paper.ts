import type { CampaignReport } from '../../tickets/index.ts';
import type { Paper } from './paper.ts';
import { toParts } from './to-paper.ts';

/** A report in the common form of an official paper. It takes no number, has no seal, and nobody checks it by a code. */
export function toReportPaper({ organName, title, day, paragraphs }: CampaignReport): Paper {
  return {
    layout: 'file',
    head: organName,
    organ: organName,
    title,
    parts: paragraphs.flatMap((paragraph) => toParts(paragraph, 'file')),
    attachments: [],
    day,
    copies: [],
    isSealed: false,
  };
}
