import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** What the fake reads out of a prompt. */
export type Prompted = {
  readonly passages: readonly { readonly ref: string; readonly text: string }[];
  readonly question: string;
};

/** A sentence as the model writes it. */
type Written = { readonly text: string; readonly refs: readonly string[] };

/** What the fake says: sentences for the JSON asked for, or words as they are. */
export type Saying = readonly Written[] | string;

/** How the wire or the service fails. */
export type WireFault =
  | 'hang'
  | 'hang_half_way'
  | 'garbage_for_ever'
  | 'huge_body'
  | 'cut'
  | 'not_json'
  | 'empty_choices'
  | 'no_content'
  | 'refusal'
  | 'content_filter'
  | 'cut_short'
  | 'redirect'
  | 400
  | 401
  | 429
  | 500;

type Act = { readonly say: (prompted: Prompted) => Saying } | { readonly fail: WireFault };

const ChatSchema = z.object({
  model: z.string(),
  messages: z.tuple([
    z.object({ role: z.literal('system'), content: z.string().min(1) }),
    z.object({ role: z.literal('user'), content: z.string().min(1) }),
  ]),
  max_tokens: z.int().positive(),
  temperature: z.literal(0),
  response_format: z.object({ type: z.literal('json_object') }),
  stream: z.literal(false),
});
const EmbeddingsSchema = z.object({
  model: z.string(),
  input: z.array(z.string().min(1)).min(1).max(64),
  encoding_format: z.literal('float'),
});

const tokensOfAnAnswer = 120;

/** Copies the first passage whole: the best a model can do that adds nothing. */
export function copyFirst({ passages: [first] }: Prompted): Saying {
  return first === undefined ? [] : [{ text: first.text, refs: [first.ref] }];
}

/**
 * OpenAI's chat completions and embeddings on loopback. Honest unless told otherwise, strict about key and body, and
 * it remembers every byte that it was sent.
 */
export async function startFakeLanguageModel({ apiKey }: { readonly apiKey: string }) {
  let act: Act = { say: copyFirst };
  let embed = toVector;
  const received: string[] = [];
  const arrivals = new EventEmitter();
  const paths: string[] = [];
  const bodyProblems: string[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await readText(request);
    received.push(raw);
    paths.push(request.url ?? '');
    arrivals.emit('arrival');
    if (request.headers.authorization !== `Bearer ${apiKey}`) return refuse(response, 401);
    if (request.url === '/v1/chat/completions') return chat(raw, response);
    if (request.url === '/v1/embeddings') return answerEmbeddings(raw, response);
    refuse(response, 404);
  }

  function chat(raw: string, response: ServerResponse): void {
    const body = ChatSchema.safeParse(JSON.parse(raw));
    if (!body.success) {
      bodyProblems.push(body.error.message);
      return refuse(response, 400);
    }
    if ('fail' in act) return fail(act.fail, response);
    const said = act.say(readPrompt(body.data.messages[1].content));
    writeChat(response, typeof said === 'string' ? said : JSON.stringify({ sentences: said }));
  }

  function answerEmbeddings(raw: string, response: ServerResponse): void {
    const body = EmbeddingsSchema.safeParse(JSON.parse(raw));
    if (!body.success) {
      bodyProblems.push(body.error.message);
      return refuse(response, 400);
    }
    if ('fail' in act) return fail(act.fail, response);
    const data = body.data.input.map((text, index) => ({ index, embedding: embed(text) }));
    writeJson(response, 200, { object: 'list', data: data.toReversed() });
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    /** The bodies that came, as they came. */
    received: received as readonly string[],
    paths: paths as readonly string[],
    /** What was wrong with bodies of another shape than OpenAI's; empty when all was right. */
    bodyProblems: bodyProblems as readonly string[],
    behave: (next: Act) => {
      act = next;
    },
    /** How a text becomes a vector from now on. */
    embedBy: (next: (text: string) => number[]) => {
      embed = next;
    },
    /** Honest again, with nothing remembered. */
    reset: () => {
      act = { say: copyFirst };
      embed = toVector;
      received.length = 0;
      paths.length = 0;
    },
    /** Resolves once there were so many requests. */
    whenAsked: async (times = 1) => {
      while (received.length < times) await once(arrivals, 'arrival');
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export type FakeLanguageModel = Awaited<ReturnType<typeof startFakeLanguageModel>>;

function fail(how: WireFault, response: ServerResponse): void {
  if (typeof how === 'number') return refuse(response, how);
  const acts: Readonly<Record<Exclude<WireFault, number>, () => void>> = {
    hang: () => {},
    hang_half_way: () => void response.writeHead(200).write('{"choices":[{"mess'),
    garbage_for_ever: () => streamForEver(response),
    huge_body: () => writeChat(response, '长'.repeat(1_000_000)),
    cut: () => {
      response.writeHead(200).write('{"choices":[');
      setImmediate(() => response.destroy());
    },
    not_json: () => void response.writeHead(200).end('<html>Bad Gateway</html>'),
    empty_choices: () => writeJson(response, 200, { choices: [] }),
    no_content: () => writeChat(response, null),
    refusal: () => writeChat(response, null, { refusal: '我不能回答。' }),
    content_filter: () => writeChat(response, '{', { finish: 'content_filter' }),
    cut_short: () => writeChat(response, '{"sentences":[', { finish: 'length' }),
    redirect: () => void response.writeHead(307, { location: '/v1/elsewhere' }).end(),
  };
  acts[how]();
}

function streamForEver(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const write = () => {
    while (!response.destroyed && response.write('胡言乱语'.repeat(1000)));
  };
  response.on('drain', write);
  write();
}

function writeChat(
  response: ServerResponse,
  content: string | null,
  { finish = 'stop', refusal = null }: { finish?: string; refusal?: string | null } = {},
): void {
  const message = { role: 'assistant', content, refusal };
  const usage = { total_tokens: tokensOfAnAnswer };
  writeJson(response, 200, { choices: [{ index: 0, finish_reason: finish, message }], usage });
}

function refuse(response: ServerResponse, status: number): void {
  writeJson(response, status, { error: { message: 'refused', type: 'fake', code: null } });
}

function writeJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Finds the quoted passages and the question again. */
function readPrompt(user: string): Prompted {
  const quoted = Array.from(user.matchAll(/⟦(.*)\n([^⟧]*)\n⟧/gu));
  const passages = quoted.flatMap(([, label = '', text = '']) => {
    const ref = /^资料 (\w+)/u.exec(label)?.[1];
    return ref === undefined ? [] : [{ ref, text }];
  });
  return { passages, question: quoted.at(-1)?.[2] ?? '' };
}

/** Counts characters into 8 places: the same text always gives the same vector. */
function toVector(text: string): number[] {
  const vector = Array.from({ length: 8 }, () => 0.01);
  for (const character of text) {
    const place = (character.codePointAt(0) ?? 0) % vector.length;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  return vector;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
