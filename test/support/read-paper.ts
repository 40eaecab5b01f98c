import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What poppler finds in a PDF: words of each page as they stand, fonts, and each page as PNG. */
export type ReadPdf = {
  readonly pages: readonly string[];
  /** One line for each font: name, kind, whether it is embedded. */
  readonly fonts: readonly { readonly name: string; readonly isEmbedded: boolean }[];
  readonly pictures: readonly Buffer[];
};

const run = (command: string, ...options: readonly string[]): string =>
  execFileSync(command, options, { encoding: 'utf8' });

export function readPdf(pdf: Buffer): ReadPdf {
  const folder = mkdtempSync(join(tmpdir(), 'duxin-paper-'));
  try {
    const path = join(folder, 'paper.pdf');
    writeFileSync(path, pdf);
    run('pdftoppm', '-r', '72', '-png', path, join(folder, 'page'));
    const pictures = readdirSync(folder)
      .filter((name) => name.endsWith('.png'))
      .toSorted()
      .map((name) => readFileSync(join(folder, name)));
    return {
      pages: run('pdftotext', '-layout', path, '-').split('\f').slice(0, pictures.length),
      fonts: run('pdffonts', path)
        .trim()
        .split('\n')
        .slice(2)
        .map((line) => ({
          name: line.split(/\s+/)[0] ?? '',
          isEmbedded: /\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+/.exec(line)?.[1] === 'yes',
        })),
      pictures,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
