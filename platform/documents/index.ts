/** Papers: PDF out of definitions. The only room that knows pdfmake; it knows no ticket and no database. */
export { createPdfMaker } from './create-pdf.ts';
export { createPrintSheets, type PointSheet } from './contact-point-sheet.ts';
