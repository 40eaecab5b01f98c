import type { IncomingMessage } from 'node:http';
import { HttpError } from './errors.ts';
import { readRawBody } from './raw-body.ts';

/** The file store's 10 MB and what a form puts around it. */
const limits = { maxBytes: 10 * 1024 * 1024 + 16 * 1024, timeoutMs: 120_000 };
const maxNameLength = 120;

/** One file and the form's text fields beside it. */
export type Upload = {
  readonly fields: Readonly<Record<string, string>>;
  readonly name: string;
  readonly bytes: Buffer;
};

/**
 * Reads one uploaded file: the field `file` of a multipart form, or the bare body with its key in
 * `Idempotency-Key` (given as the field `id`) and its name, percent-encoded, in `X-File-Name`. Throws HttpError.
 */
export async function readUpload(request: IncomingMessage): Promise<Upload> {
  const { 'content-type': type = '', 'idempotency-key': id, 'x-file-name': name } = request.headers;
  const bytes = await readRawBody(request, limits);
  if (!type.startsWith('multipart/form-data')) {
    return {
      fields: { id: String(id ?? '') },
      name: toFileName(decodeName(String(name ?? ''))),
      bytes,
    };
  }
  const form = await readForm(bytes, type);
  const file = form.get('file');
  if (file === null || typeof file === 'string') {
    throw new HttpError('request_invalid', { fields: [{ path: 'body.file', rule: 'missing' }] });
  }
  const texts = [...form].flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value]] : [],
  );
  return {
    fields: Object.fromEntries(texts),
    name: toFileName(file.name),
    bytes: Buffer.from(await file.arrayBuffer()),
  };
}

async function readForm(bytes: Buffer, type: string): Promise<FormData> {
  try {
    const body = new Response(new Uint8Array(bytes), { headers: { 'content-type': type } });
    return await body.formData();
  } catch {
    throw new HttpError('request_invalid');
  }
}

function decodeName(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return '';
  }
}

/** A name fit to be shown: the last part of a path, without control and direction characters. */
function toFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return (
    last
      .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
      .trim()
      .slice(0, maxNameLength) || 'file'
  );
}
