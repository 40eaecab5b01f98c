import type { CampaignReport, OfficialDocument } from '../../tickets/index.ts';
import type { CreatePages, CreatePdf } from './create-pdf.ts';
import { createDocx } from './official-docx.ts';
import { toPdfDefinition } from './official-pdf.ts';
import { toReportPaper } from './report-paper.ts';
import { toPaper } from './to-paper.ts';

/** A document as paper, as it stands now; unsealed it bears 未用印. */
export type Papers = {
  readonly printPdf: (document: OfficialDocument) => Promise<Buffer>;
  /** For those who go on writing in a word processor. */
  readonly printDocx: (document: OfficialDocument) => Promise<Buffer>;
  /** One SVG picture for each page of the PDF. */
  readonly drawPages: (document: OfficialDocument) => Promise<readonly string[]>;
  readonly printReportPdf: (report: CampaignReport) => Promise<Buffer>;
  readonly printReportDocx: (report: CampaignReport) => Promise<Buffer>;
};

/** `checkUrl` is the page where anyone checks a paper: the code on it leads there. */
export function createPapers({
  printer,
  checkUrl,
}: {
  readonly printer: { readonly createPdf: CreatePdf; readonly createPages: CreatePages };
  readonly checkUrl: string;
}): Papers {
  return {
    printPdf: async (document) =>
      printer.createPdf(await toPdfDefinition(toPaper(document, checkUrl))),
    printDocx: (document) => createDocx(toPaper(document, checkUrl)),
    drawPages: async (document) =>
      printer.createPages(await toPdfDefinition(toPaper(document, checkUrl))),
    printReportPdf: async (report) =>
      printer.createPdf(await toPdfDefinition(toReportPaper(report))),
    printReportDocx: (report) => createDocx(toReportPaper(report)),
  };
}
