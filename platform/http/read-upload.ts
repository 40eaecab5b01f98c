import type { IncomingMessage } from 'node:http';
import type { HttpState } from './app.ts';
import { findErrorCode, HttpError } from './errors.ts';
import { readRawBody } from './raw-body.ts';

const timeoutMs = 120_000;
/** What a form puts around a file. */
const formBytes = 16 * 1024;
const bytesPerMb = 1024 * 1024;
const maxNameLength = 120;

type UploadContext = {
  readonly req: IncomingMessage;
  readonly state: Pick<HttpState, 'maxUploadBytes'>;
};

/** One file and the form's text fields beside it. */
export type Upload = {
  readonly fields: Readonly<Record<string, string>>;
  readonly name: string;
  readonly bytes: Buffer;
};

/**
 * Reads one uploaded file: the field `file` of a multipart form, or the bare body with its key in
 * `Idempotency-Key` (given as the field `id`) and its name, percent-encoded, in `X-File-Name`. Throws HttpError:
 * a file over the app's limit is `file_too_large`, with the limit.
 */
export async function readUpload(ctx: UploadContext): Promise<Upload> {
  const upload = await readAny(ctx);
  if (upload.bytes.length > ctx.state.maxUploadBytes) throw toTooLarge(ctx);
  return upload;
}

async function readAny(ctx: UploadContext): Promise<Upload> {
  const { 'content-type': type = '', 'idempotency-key': id, 'x-file-name': name } = ctx.req.headers;
  const bytes = await readBytes(ctx);
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

async function readBytes(ctx: UploadContext): Promise<Buffer> {
  const maxBytes = ctx.state.maxUploadBytes + formBytes;
  try {
    return await readRawBody(ctx.req, { maxBytes, timeoutMs });
  } catch (error) {
    throw findErrorCode(error) === 'request_too_large' ? toTooLarge(ctx) : error;
  }
}

const toTooLarge = ({ state }: UploadContext): HttpError =>
  new HttpError('file_too_large', { maxMb: toMaxMb(state) });

/** The app's limit for one file, as people are told it. */
export function toMaxMb({ maxUploadBytes }: Pick<HttpState, 'maxUploadBytes'>): number {
  return Math.floor(maxUploadBytes / bytesPerMb);
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
