import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createApp, createPage } from '../../../platform/http/index.ts';
import { buildLog } from '../../support/build-log.ts';
import { listenApp } from '../../support/listen-app.ts';

let folder: string;
let server: Awaited<ReturnType<typeof listenApp>>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duxin-pages-'));
  await mkdir(join(folder, 'chat/assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'chat/index.html'), '<!doctype html><title>chat</title>');
  await writeFile(join(folder, 'chat/embed.js'), 'export {};');
  await writeFile(join(folder, 'chat/assets/app-abc123.js'), 'console.log(1);');
  const app = createApp({ log: buildLog().log });
  app.use(
    createPage({
      prefix: '/chat',
      folder: join(folder, 'chat'),
      frameAncestors: ['https://gov.example'],
      sharedFiles: ['embed.js'],
    }),
  );
  app.use(createPage({ prefix: '/admin', folder: join(folder, 'admin') }));
  server = await listenApp(app);
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** fetch would tidy up the path, and ask for no cached answer, before it is sent. */
async function getRaw(path: string, headers = {}) {
  const request = httpRequest({ port: server.port, host: '127.0.0.1', path, headers }).end();
  const [response] = await once(request, 'response');
  response.resume();
  return Number(response.statusCode);
}

async function findResourcePolicy(path: string) {
  return (await server.fetch(path)).headers.get('cross-origin-resource-policy');
}

describe('built pages', () => {
  it('serves the page with a policy of its own and asks browsers to check each time', async () => {
    const response = await server.fetch('/chat');
    expect(await response.text()).toContain('<title>chat</title>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain('frame-ancestors https://gov.example');
    expect(response.headers.get('x-frame-options')).toBeNull();
  });

  it('gives the page to any path of its router', async () => {
    expect(await (await server.fetch('/chat/some/view')).text()).toContain('<title>chat</title>');
  });

  it('lets hashed files be kept for a year', async () => {
    const response = await server.fetch('/chat/assets/app-abc123.js');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(await response.text()).toBe('console.log(1);');
  });

  it('answers 304 to a browser that has the file', async () => {
    const etag = (await server.fetch('/chat')).headers.get('etag') ?? '';
    expect(await getRaw('/chat', { 'if-none-match': etag })).toBe(304);
  });

  it('lets other sites load only the files meant for them', async () => {
    expect(await findResourcePolicy('/chat/embed.js')).toBe('cross-origin');
    expect(await findResourcePolicy('/chat/assets/app-abc123.js')).toBe('same-origin');
  });

  it.each([
    '/chat/../secret.txt',
    '/chat/..%2fsecret.txt',
    '/chat/nothing.js',
    '/chat/%2e%2e/secret.txt',
  ])('finds nothing outside its folder: %s', async (path) => {
    expect(await getRaw(path)).toBe(404);
  });

  it('says so when the page was never built', async () => {
    const response = await server.fetch('/admin');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'page_not_built' });
  });
});
