import { toNumberText, type OfficialDocument, type Paragraph } from '../../tickets/index.ts';
import type { Paper, PaperPart } from './paper.ts';

/** What the paper says of a document as it stands. `checkUrl` is the page where anyone checks it. */
export function toPaper(document: OfficialDocument, checkUrl: string): Paper {
  const layout = chooseLayout(document);
  const number = toNumberText(document);
  const day = document.signedOn ?? document.outside?.on;
  const { organName, title, addressedTo, verifyCode } = document;
  return {
    layout,
    head: organName,
    organ: organName,
    title,
    parts: [
      ...document.paragraphs.flatMap((paragraph) => toParts(paragraph, layout)),
      ...toPoints(document),
    ],
    attachments: document.attachments,
    copies: document.copiedTo,
    isSealed: document.sealed !== undefined || document.state === 'issued',
    check: { code: groupCode(verifyCode), url: `${checkUrl}#d=${verifyCode}` },
    ...(number !== undefined && { number }),
    ...(addressedTo !== '' && layout !== 'form' && { addressee: addressedTo }),
    ...(day !== undefined && { day }),
    ...(day !== undefined && layout === 'file' && { printed: { by: organName, day } }),
  };
}

/** Inside papers are forms, a 函 has the letter's head. */
function chooseLayout({
  audience,
  title,
}: Pick<OfficialDocument, 'audience' | 'title'>): Paper['layout'] {
  if (audience === 'inside' || /(表|笔录|回证|清单)$/.test(title)) return 'form';
  return /函$/.test(title) ? 'letter' : 'file';
}

/** 一、 begins a heading, （一） one below it; in a form `label：text` is a cell, and so is a row of two. */
function toParts(paragraph: Paragraph, layout: Paper['layout']): readonly PaperPart[] {
  switch (paragraph.kind) {
    case 'heading':
      return [{ kind: 'heading', level: /^（/.test(paragraph.text) ? 2 : 1, text: paragraph.text }];
    case 'text':
      return paragraph.text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .map((line) => (layout === 'form' ? toCell(line) : { kind: 'text', text: line }));
    case 'table':
      return layout === 'form' && paragraph.columns.length <= 2
        ? paragraph.rows.map(([label = '', text = '']) => ({ kind: 'cell', label, text }))
        : [paragraph];
  }
}

/** A question and its answer in a record are no cells. */
function toCell(text: string): PaperPart {
  const [, label = '', rest = ''] = /^([^：。；，？]{1,16})：(.*)$/u.exec(text) ?? [];
  return label === '' || /^[问答]$/.test(label)
    ? { kind: 'text', text }
    : { kind: 'cell', label, text: rest };
}

function toPoints({ points }: OfficialDocument): readonly PaperPart[] {
  if (points.length === 0) return [];
  const rows = points.map(({ said, found, proof, article, done }) => [
    said,
    found,
    proof,
    article,
    done,
  ]);
  return [{ kind: 'table', columns: ['反映内容', '核查情况', '证据', '依据', '处理结果'], rows }];
}

/** By fours, as it is read aloud. */
function groupCode(code: string): string {
  return code.replaceAll('-', '').replace(/(.{4})(?=.)/g, '$1-');
}
