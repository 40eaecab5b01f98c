import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { drawPages } from './draw-pages.ts';
import { readLayout } from './pdf-layout.ts';

declare module 'pdfmake' {
  /** Files in memory; left out of the published types. */
  export const virtualfs: { readonly writeFileSync: (name: string, bytes: Buffer) => void };
}

/** What a document holds: https://pdfmake.github.io/docs/. Fonts are `Noto Serif SC`, in normal and bold. */
export type PdfDefinition = TDocumentDefinitions;

export type CreatePdf = (definition: PdfDefinition) => Promise<Buffer>;
/** The same document as one SVG picture for each page. */
export type CreatePages = (definition: PdfDefinition) => Promise<readonly string[]>;

const family = 'Noto Serif SC';
const files = {
  normal: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
} as const;

/** Library and fonts, 30 MB, come with the first document and stay; a document embeds the characters that it uses. */
export function createPrinter(): {
  readonly createPdf: CreatePdf;
  readonly createPages: CreatePages;
} {
  let opening: ReturnType<typeof openLibrary> | undefined;
  async function layOut(definition: PdfDefinition) {
    opening ??= openLibrary();
    const pdfmake = await opening;
    const defaultStyle = { font: family, ...definition.defaultStyle };
    return pdfmake.createPdf({ ...definition, defaultStyle });
  }
  return {
    async createPdf(definition) {
      const buffer: Buffer = await (await layOut(definition)).getBuffer();
      return buffer;
    },
    async createPages(definition) {
      return drawPages(readLayout(await (await layOut(definition)).getStream()));
    },
  };
}

async function openLibrary() {
  const [{ default: pdfmake }, normal, bold] = await Promise.all([
    import('pdfmake'),
    readFont(files.normal),
    readFont(files.bold),
  ]);
  pdfmake.virtualfs.writeFileSync('normal.ttf', normal);
  pdfmake.virtualfs.writeFileSync('bold.ttf', bold);
  pdfmake.setFonts({ [family]: { normal: 'normal.ttf', bold: 'bold.ttf' } });
  // All that a document holds is given to it: it neither fetches nor reads anything.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  return pdfmake;
}

function readFont(path: string): Promise<Buffer> {
  return readFile(createRequire(import.meta.url).resolve(path));
}
