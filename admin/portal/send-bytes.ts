import type { HttpContext } from '../../platform/http/index.ts';

/** Hands bytes over as a download; only a PDF keeps its type, which a browser then shows in a viewer of its own. */
export function sendBytes(
  ctx: HttpContext,
  bytes: Uint8Array,
  { name, mimeType }: { readonly name: string; readonly mimeType: string },
): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
  ctx.attachment(name);
  ctx.type = mimeType === 'application/pdf' ? mimeType : 'application/octet-stream';
  ctx.body = Buffer.from(bytes);
}
