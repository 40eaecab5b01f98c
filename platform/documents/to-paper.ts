import { toNumberText, type OfficialDocument, type Paragraph } from '../../tickets/index.ts';
import type { Paper, PaperPart } from './paper.ts';

/** Where the number will stand. */
const blankNumber = '　　　〔　　　　〕　　号';

/** What the paper says of a document as it stands. `checkUrl` is the page where anyone checks it. */
export function toPaper(document: OfficialDocument, checkUrl: string): Paper {
  const number = toNumberText(document);
  const day = document.signedOn ?? document.outside?.on;
  const { layout = 'file', organName, title, addressedTo, verifyCode } = document;
  return {
    layout,
    head: organName,
    organ: organName,
    title,
    parts: document.paragraphs.flatMap((paragraph) => toParts(paragraph, layout)),
    attachments: document.attachments,
    copies: document.copiedTo,
    isSealed: document.sealed !== undefined || document.state === 'issued',
    check: { code: verifyCode, url: `${checkUrl}#d=${verifyCode}` },
    ...(layout !== 'form' && { number: number ?? blankNumber }),
    ...(layout === 'form' && number !== undefined && { number }),
    ...(addressedTo !== '' && layout !== 'form' && { addressee: addressedTo }),
    ...(day !== undefined && { day }),
    ...(day !== undefined && layout === 'file' && { printed: { by: organName, day } }),
  };
}

/** （一） begins a heading below others; a form's table of two columns is its cells. */
export function toParts(paragraph: Paragraph, layout: Paper['layout']): readonly PaperPart[] {
  if (paragraph.kind === 'table') {
    return layout === 'form' && paragraph.columns.length <= 2
      ? paragraph.rows.map(([label = '', text = '']) => ({ kind: 'cell', label, text }))
      : [paragraph];
  }
  const { kind } = paragraph;
  if (kind === 'heading') {
    return [{ kind, level: paragraph.text.startsWith('（') ? 2 : 1, text: paragraph.text }];
  }
  return paragraph.text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((text) => ({ kind, text }));
}
