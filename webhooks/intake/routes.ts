import { isDeepStrictEqual } from 'node:util';
import { Router } from '@koa/router';
import type { Address, Content, Receive } from '../../bot/index.ts';
import {
  HttpError,
  readRawBody,
  type HttpContext,
  type HttpState,
} from '../../platform/http/index.ts';
import { readItems, toInbound, type Case, type ReadItem } from './to-inbound.ts';
import { isGenuine, type IntakeKeys } from './verify.ts';

export type IntakePorts = {
  readonly keys: IntakeKeys;
  readonly receive: Receive;
  /** What was stored under a message's id before; undefined where nothing was. */
  readonly findStored: (messageId: string) => Promise<Content | undefined>;
  /** Seals who the reporter is before the matter is stored; safe to repeat. */
  readonly saveReporter: (
    address: Address,
    reporter: NonNullable<Case['reporter']>,
  ) => Promise<void>;
  readonly hash: (...parts: readonly string[]) => string;
  readonly now: () => Date;
};

const limits = { maxBytes: 4 * 1024 * 1024, timeoutMs: 15_000 };

type Result =
  | { readonly externalId: string; readonly result: 'taken' | 'known' }
  | {
      readonly externalId?: string;
      readonly result: 'refused';
      readonly fields: readonly object[];
    };

/**
 * Matters from other systems, one or up to 500, signed. 202 once all good ones are durable, each item with what became
 * of it; a bad item keeps no good one back. 400 when none is good, 401 when the signature is not.
 */
export function createIntakeRouter(ports: IntakePorts): Router<HttpState> {
  const router = new Router<HttpState>();
  router.post('/webhooks/intake/:source', async (ctx: HttpContext) => {
    const source = String(ctx['params'].source);
    const body = await readRawBody(ctx.req, limits);
    const timestamp = ctx.get('X-Timestamp');
    const signature = ctx.get('X-Signature');
    if (!isGenuine({ source, timestamp, signature, body }, ports.keys, ports.now())) {
      throw new HttpError('sign_in_refused');
    }
    const items = readItems(parseJson(body));
    if (items === undefined) throw new HttpError('request_invalid');
    const results: Result[] = [];
    for (const item of items) results.push(await take(source, item, ports));
    ctx.status = results.every(({ result }) => result === 'refused') ? 400 : 202;
    ctx.body = { items: results };
  });
  return router;
}

async function take(source: string, item: ReadItem, ports: IntakePorts): Promise<Result> {
  if (item.kind === 'refused') {
    const { externalId, fields } = item;
    return { ...(externalId !== undefined && { externalId }), result: 'refused', fields };
  }
  const { matter } = item;
  const inbound = toInbound(source, matter, ports.hash, ports.now());
  const { externalId } = matter;
  const stored = await ports.findStored(inbound.id);
  if (stored !== undefined) {
    return isOther(stored, inbound.content)
      ? { externalId, result: 'refused', fields: [{ path: 'externalId', rule: 'used_before' }] }
      : { externalId, result: 'known' };
  }
  // Whoever is to stay unnamed is not kept at all.
  if (matter.reporter !== undefined && matter.openness !== 'anonymous') {
    await ports.saveReporter(inbound.from, matter.reporter);
  }
  const { isNew } = await store(ports.receive, inbound);
  return { externalId, result: isNew ? 'taken' : 'known' };
}

/** Other words under a number that was used are no repeat: they are not taken, and the system is told so. */
function isOther(stored: Content, sent: Content): boolean {
  return stored.kind === 'case' && !isDeepStrictEqual(stored, sent);
}

/** What is not durable is not acknowledged: the other system sends it again. */
async function store(receive: Receive, inbound: Parameters<Receive>[0]) {
  try {
    return await receive(inbound);
  } catch (error) {
    throw new HttpError('message_not_stored', {}, { cause: error });
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new HttpError('request_not_json', {}, { cause: error });
  }
}
