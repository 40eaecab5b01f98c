import { stringify } from 'csv-stringify/sync';
import { streamZip } from './stream-zip.ts';

type Cells = readonly string[];

/** Rows as the bytes of a file of any length, made while they are read; the first row holds the headings. */
export type StreamSheet = (rows: AsyncIterable<Cells>) => AsyncIterable<Buffer>;

const rowsAtOnce = 200;

/** CSV as Excel opens it: UTF-8 with its mark, and no cell that Excel would take for a formula. */
export const streamCsv: StreamSheet = async function* streamCsv(rows) {
  let isFirst = true;
  for await (const batch of inBatches(rows)) {
    yield Buffer.from(stringify(batch, { bom: isFirst, escape_formulas: true }));
    isFirst = false;
  }
};

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The parts of the smallest workbook that Excel opens, but for the sheet itself. */
const parts: readonly (readonly [path: string, xml: string])[] = [
  [
    '[Content_Types].xml',
    `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  ],
];

/** An XLSX whose cells are all texts: nothing in it is a formula. */
export const streamXlsx: StreamSheet = (rows) =>
  streamZip([
    ...parts.map(([path, xml]) => ({ path, content: once(head + xml) })),
    { path: 'xl/worksheets/sheet1.xml', content: toSheetXml(rows) },
  ]);

async function* once(text: string): AsyncIterable<Buffer> {
  yield Buffer.from(text);
}

async function* toSheetXml(rows: AsyncIterable<Cells>): AsyncIterable<Buffer> {
  yield Buffer.from(`${head}<worksheet xmlns="${main}"><sheetData>`);
  let number = 0;
  for await (const batch of inBatches(rows)) {
    const xml = batch.map((cells) => {
      number += 1;
      return `<row r="${number}">${cells.map((cell, at) => toCell(cell, at, number)).join('')}</row>`;
    });
    yield Buffer.from(xml.join(''));
  }
  yield Buffer.from('</sheetData></worksheet>');
}

function toCell(text: string, at: number, row: number): string {
  const place = `${toColumnName(at)}${row}`;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${toXmlText(text)}</t></is></c>`;
}

/** A to Z, then AA and on. */
function toColumnName(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : toColumnName(Math.floor(at / 26) - 1) + last;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** What XML cannot hold, however it is written. */
const unwritable = /(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

function toXmlText(text: string): string {
  return text.replaceAll(unwritable, '').replaceAll(/[&<>]/g, (sign) => entities[sign] ?? sign);
}

async function* inBatches(rows: AsyncIterable<Cells>): AsyncIterable<string[][]> {
  let batch: string[][] = [];
  for await (const row of rows) {
    batch.push([...row]);
    if (batch.length < rowsAtOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
