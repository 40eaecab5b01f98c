/** Papers: PDF, DOCX and pictures of them. The only room that knows pdfmake and docx; it knows no database. */
export { createPrinter } from './create-pdf.ts';
export { createPrintSheets, type PointSheet } from './contact-point-sheet.ts';
export { createPapers } from './papers.ts';
