import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';

/** What a call is answered with: JSON, or media bytes. */
export type ApiAnswer =
  | { readonly json: unknown }
  | { readonly bytes: Buffer; readonly type: string };

/** The platforms' way to refuse: a code under HTTP 200. */
export function toErrcode(errcode: number, more: object = {}): ApiAnswer {
  return { json: { errcode, errmsg: errcode === 0 ? 'ok' : `invalid rid: ${errcode}`, ...more } };
}

/** How a platform may fail: no answer, a proxy's error page, an error code, or taken but the answer drops or never comes. */
export type Misbehaviour =
  | 'hang'
  | 'http_502'
  | 'garbage'
  | 'drop_after_accepting'
  | 'accept_then_hang'
  | number;

/** One call as it came in. */
export type ApiCall = {
  readonly path: string;
  readonly query: URLSearchParams;
  /** The body as sent, and parsed; undefined when it is no JSON. */
  readonly raw: string;
  readonly body: unknown;
};

/** An HTTP API on loopback that answers by `answer`, and can be told to misbehave. */
export async function startFakePlatform(answer: (call: ApiCall) => ApiAnswer) {
  const calls: string[] = [];
  const urls: string[] = [];
  const mischief: { readonly how: Misbehaviour; readonly path: string | undefined }[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://api.test');
    const raw = await readText(request);
    calls.push(path);
    urls.push(request.url ?? '');
    const index = mischief.findIndex((next) => next.path === undefined || next.path === path);
    const how = mischief.splice(index, index === -1 ? 0 : 1)[0]?.how;
    if (how === 'hang') return;
    if (how === 'http_502') return void response.writeHead(502).end('<html>Bad Gateway</html>');
    if (how === 'garbage') return void response.end('<html>maintenance</html>');
    if (typeof how === 'number') return writeAnswer(response, toErrcode(how));
    // Characters as \uXXXX are refused: the platforms want raw UTF-8.
    const isEscaped = /\\u[0-9a-f]{4}/i.test(raw);
    const result = isEscaped
      ? toErrcode(40033)
      : answer({ path, query, raw, body: parseJson(raw) });
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
    /** The paths of all calls, in order. */
    calls: calls as readonly string[],
    /** The same with their queries. */
    urls: urls as readonly string[],
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

function writeAnswer(response: ServerResponse, answer: ApiAnswer): void {
  if ('bytes' in answer) {
    response.writeHead(200, { 'content-type': answer.type }).end(answer.bytes);
    return;
  }
  // The real ones label JSON as plain text on some paths.
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
  return error instanceof Error ? error : new Error('a fake platform failed');
}
