import { z } from 'zod';
import type { Receive } from '../../bot/index.ts';
import { defineRoute, HttpError, type Caller, type Route } from '../../platform/http/index.ts';
import { ClientIdSchema, MessageBodySchema, type ToInbound } from './to-inbound.ts';
import type { ChatRates } from './rates.ts';
import type { SessionTokens } from './token.ts';

type ChatRoutePorts = {
  readonly tokens: SessionTokens;
  readonly toInbound: ToInbound;
  readonly rates: ChatRates;
  readonly receive: Receive;
  readonly endSession: (sessionId: string) => Promise<void>;
  readonly now: () => Date;
};

const SessionSchema = z.strictObject({ token: z.string() });
/** What the address of the page held behind `p`: the code on a wall that led here. */
const ArrivalSchema = z.object({ scene: z.string().min(1).max(200).exactOptional() });
const TakenSchema = z.strictObject({ id: ClientIdSchema });

/** The JSON routes of the web chat. A repeated message gets the same answer and is stored once. */
export function createChatRoutes(ports: ChatRoutePorts): readonly Route[] {
  const { tokens, toInbound, rates, receive, endSession, now } = ports;
  return [
    defineRoute({
      method: 'post',
      path: '/webhooks/web-chat/session',
      summary:
        'Opens a session, or renews the one whose token comes along; `scene` says by which code',
      audience: 'public',
      policy: () => true,
      query: ArrivalSchema,
      response: SessionSchema,
      async handle({ caller, clientAddress, query: { scene } }) {
        const isKnown = caller.kind === 'person';
        const sessionId = isKnown ? caller.sessionId : tokens.createId();
        if (!isKnown) await rates.openSession(clientAddress);
        else if (scene !== undefined) await rates.sendMessage(sessionId, clientAddress);
        if (scene !== undefined) await receive(toInbound.arrival(sessionId, scene, now()));
        else if (!isKnown) await receive(toInbound.opening(sessionId, now()));
        return { token: tokens.issue(sessionId) };
      },
      present: ({ token }) => ({ token }),
    }),
    defineRoute({
      method: 'delete',
      path: '/webhooks/web-chat/session',
      summary: 'Ends the session on every device that holds its token',
      audience: 'citizen',
      policy: isPerson,
      response: z.strictObject({ ended: z.literal(true) }),
      async handle({ caller }) {
        await endSession(requireSession(caller));
        return undefined;
      },
      present: () => ({ ended: true }),
    }),
    defineRoute({
      method: 'post',
      path: '/webhooks/web-chat/messages',
      summary: 'Sends a message under a key of its own',
      audience: 'citizen',
      policy: isPerson,
      body: MessageBodySchema,
      response: TakenSchema,
      async handle({ body, caller, clientAddress }) {
        const sessionId = requireSession(caller);
        await rates.sendMessage(sessionId, clientAddress);
        const content = { kind: 'text', text: body.text } as const;
        await receive(toInbound.message(sessionId, body.id, content, now()));
        return { id: body.id };
      },
      present: ({ id }) => ({ id }),
    }),
  ];
}

function isPerson(caller: Caller): boolean {
  return caller.kind === 'person';
}

function requireSession(caller: Caller): string {
  if (caller.kind !== 'person') throw new HttpError('sign_in_required');
  return caller.sessionId;
}
