import type { ReadFile, Rows } from '../../knowledge/index.ts';
import { type HttpContext, readUpload } from '../../platform/http/index.ts';

/** The rows of the list in an uploaded file, or the code of why it holds none. */
export async function readUploadedRows(
  ctx: HttpContext,
  readFile: ReadFile,
): Promise<{ readonly rows: Rows } | { readonly refused: string }> {
  const { name, bytes } = await readUpload(ctx);
  const { sources, refused } = await readFile(name, bytes);
  const content = sources[0]?.content;
  return content?.kind === 'rows'
    ? { rows: content.rows }
    : { refused: refused[0]?.code ?? 'file_kind_refused' };
}
