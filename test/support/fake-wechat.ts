import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { z } from 'zod';
import { type ApiAnswer, createTokens, simpleCalls, toErrcode } from './fake-wechat-api.ts';
import { createQuota } from './fake-wechat-quota.ts';

/** A customer-service text that WeChat took. */
type SentText = { readonly touser: string; readonly text: string; readonly isAi?: true };

/** How WeChat may fail: no answer, a proxy's error page, an error code, or taken but the answer drops or never comes. */
export type Misbehaviour =
  | 'hang'
  | 'http_502'
  | 'garbage'
  | 'drop_after_accepting'
  | 'accept_then_hang'
  | number;

type FakeWechatOptions = {
  readonly appId: string;
  readonly appSecret: string;
  readonly now?: () => Date;
  /** Counts the messages that each person may still be sent; open a window by noteMessage or noteMenu. */
  readonly enforceQuota?: boolean;
};

const SendSchema = z.object({
  touser: z.string(),
  msgtype: z.literal('text'),
  text: z.object({ content: z.string() }),
  aimsgcontext: z.object({ is_ai_msg: z.literal(1) }).optional(),
});

/** WeChat's API on loopback, as strict as the real one about tokens, bodies, sizes and quotas. */
export async function startFakeWechat(options: FakeWechatOptions) {
  const now = options.now ?? (() => new Date());
  const tokens = createTokens({ ...options, now });
  const quota = createQuota(now);
  const sent: SentText[] = [];
  const calls: string[] = [];
  const urls: string[] = [];
  const media = new Map<string, ApiAnswer>();
  const unfollowed = new Set<string>();
  const mischief: { readonly how: Misbehaviour; readonly path: string | undefined }[] = [];

  function sendText(body: unknown): ApiAnswer {
    const { success, data } = SendSchema.safeParse(body);
    if (!success) return toErrcode(47001);
    const { touser, text, aimsgcontext } = data;
    if (!/^o[\w-]{5,63}$/.test(touser)) return toErrcode(40003);
    if (unfollowed.has(touser)) return toErrcode(43004);
    if (text.content === '') return toErrcode(44004);
    if (Buffer.byteLength(text.content) > 2048) return toErrcode(45002);
    const errcode = options.enforceQuota === true ? quota.take(touser) : 0;
    if (errcode === 0)
      sent.push({ touser, text: text.content, ...(aimsgcontext && { isAi: true }) });
    return toErrcode(errcode);
  }

  function answer(path: string, query: URLSearchParams, raw: string): ApiAnswer {
    // Characters as \uXXXX are refused: WeChat wants raw UTF-8.
    if (/\\u[0-9a-f]{4}/i.test(raw)) return toErrcode(40033);
    const body = parseJson(raw);
    if (path === '/cgi-bin/stable_token') return tokens.issue(body);
    const errcode = tokens.check(query.get('access_token'));
    if (errcode !== 0) return toErrcode(errcode);
    if (path === '/cgi-bin/message/custom/send') return sendText(body);
    if (path === '/cgi-bin/media/get') {
      return media.get(query.get('media_id') ?? '') ?? toErrcode(40007);
    }
    return simpleCalls[path]?.(body) ?? toErrcode(40066);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://wechat.test');
    const raw = await readText(request);
    calls.push(pathname);
    urls.push(request.url ?? '');
    const index = mischief.findIndex(({ path }) => path === undefined || path === pathname);
    const how = mischief.splice(index, index === -1 ? 0 : 1)[0]?.how;
    if (how === 'hang') return;
    if (how === 'http_502') return void response.writeHead(502).end('<html>Bad Gateway</html>');
    if (how === 'garbage') return void response.end('<html>maintenance</html>');
    if (typeof how === 'number') return writeAnswer(response, toErrcode(how));
    const result = answer(pathname, searchParams, raw);
    if (how === 'accept_then_hang') return;
    if (how === 'drop_after_accepting') return void response.socket?.destroy();
    writeAnswer(response, result);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(toError(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  return {
    url: `http://127.0.0.1:${port}`,
    /** Every text that was taken, in order. */
    sent: sent as readonly SentText[],
    /** The paths of all calls, in order. */
    calls: calls as readonly string[],
    /** The same with their queries. */
    urls: urls as readonly string[],
    sentTo: (openId: string) =>
      sent.filter(({ touser }) => touser === openId).map(({ text }) => text),
    countTokenRequests: tokens.countRequests,
    revokeTokens: tokens.revoke,
    noteMessage: quota.noteMessage,
    noteMenu: quota.noteMenu,
    unfollow: (openId: string) => void unfollowed.add(openId),
    follow: (openId: string) => void unfollowed.delete(openId),
    addMedia: (mediaId: string, bytes: Buffer, type: string) =>
      void media.set(mediaId, { bytes, type }),
    addVideo: (mediaId: string, url: string) =>
      void media.set(mediaId, { json: { video_url: url } }),
    /** The next `times` calls (of `path`) go wrong in this way. */
    misbehave: (how: Misbehaviour, { times = 1, path }: { times?: number; path?: string } = {}) => {
      for (let count = 0; count < times; count += 1) mischief.push({ how, path });
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export type FakeWechat = Awaited<ReturnType<typeof startFakeWechat>>;

function writeAnswer(response: ServerResponse, answer: ApiAnswer): void {
  if ('bytes' in answer) {
    response.writeHead(200, { 'content-type': answer.type }).end(answer.bytes);
    return;
  }
  // The real one labels JSON as plain text on some paths.
  response.writeHead(200, { 'content-type': 'text/plain' }).end(JSON.stringify(answer.json));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error('fake WeChat failed');
}
