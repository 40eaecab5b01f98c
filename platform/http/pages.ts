import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type Koa from 'koa';
import type { HttpContext, HttpState } from './app.ts';
import { HttpError } from './errors.ts';

export type PageOptions = {
  /** Where the page answers, such as `/chat`; its built files lie under it. */
  readonly prefix: string;
  /** The folder of built files, with an index.html. */
  readonly folder: string;
  /** Content-Security-Policy directives over the strict default (own scripts, styles, pictures and calls only). */
  readonly csp?: Readonly<Record<string, string>>;
  /** Sites that may show the page in a frame. */
  readonly frameAncestors?: readonly string[];
  /** Files that other sites may load, such as `embed.js`. */
  readonly sharedFiles?: readonly string[];
};

type PageFile = {
  readonly bytes: Buffer;
  readonly gzipped: Buffer | undefined;
  readonly etag: string;
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * Serves one built page. Hashed files under assets/ are kept for a year, everything else is checked each
 * time; a path that is no file gets index.html, for the page's own router. Answers `page_not_built` without a build.
 */
export function createPage(options: PageOptions): Koa.Middleware<HttpState> {
  const loadFile = createLoadFile(options.folder);
  const policy = toPolicy(options);
  const isAsked = ({ path, method }: HttpContext): boolean =>
    (path === options.prefix || path.startsWith(`${options.prefix}/`)) &&
    (method === 'GET' || method === 'HEAD');
  return async function servePage(ctx, next) {
    if (!isAsked(ctx)) {
      await next();
      return;
    }
    ctx.state.routeName = `GET ${options.prefix}`;
    const asked = ctx.path.slice(options.prefix.length + 1);
    const name = extname(asked) === '' ? 'index.html' : asked;
    const file = await loadFile(name);
    if (file === undefined) throw new HttpError('not_found');
    ctx.set('Content-Security-Policy', policy);
    if (options.frameAncestors?.length) ctx.remove('X-Frame-Options');
    if (options.sharedFiles?.includes(name)) {
      ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
    }
    answerFile(ctx, name, file);
  };
}

function answerFile(ctx: HttpContext, name: string, file: PageFile): void {
  const isHashed = name.startsWith('assets/');
  ctx.set('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  ctx.set('Vary', 'Accept-Encoding');
  ctx.etag = file.etag;
  ctx.status = 200;
  ctx.type = types[extname(name)] ?? 'application/octet-stream';
  if (ctx.fresh) {
    ctx.status = 304;
    return;
  }
  if (file.gzipped && ctx.acceptsEncodings('gzip', 'identity') === 'gzip') {
    ctx.set('Content-Encoding', 'gzip');
    ctx.body = file.gzipped;
  } else {
    ctx.body = file.bytes;
  }
}

/** Knows the folder's files by name from one listing, so a path from outside never reaches the file system. */
function createLoadFile(folder: string): (name: string) => Promise<PageFile | undefined> {
  const loaded = new Map<string, Promise<PageFile>>();
  let listing: Promise<ReadonlySet<string>> | undefined;
  return async function loadFile(name) {
    listing ??= listFiles(folder);
    const names = await listing.catch((error: unknown) => {
      listing = undefined;
      throw new HttpError('page_not_built', {}, { cause: error });
    });
    if (!names.has(name)) return undefined;
    const file = loaded.get(name) ?? readPageFile(join(folder, name));
    loaded.set(name, file);
    return file;
  };
}

async function listFiles(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true });
  return new Set(
    entries.map((entry) => entry.split(sep).join('/')).filter((name) => extname(name)),
  );
}

async function readPageFile(path: string): Promise<PageFile> {
  const bytes = await readFile(path);
  const isText = /\.(html|js|css|json|svg)$/.test(path);
  return {
    bytes,
    gzipped: isText ? await promisify(gzip)(bytes) : undefined,
    etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22),
  };
}

function toPolicy({ csp, frameAncestors = [] }: PageOptions): string {
  const directives = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': frameAncestors.length > 0 ? frameAncestors.join(' ') : "'none'",
    ...csp,
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
