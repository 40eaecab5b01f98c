import { PassThrough } from 'node:stream';
import type { Router } from '@koa/router';
import type { News, TranscriptStore } from '../../bot/index.ts';
import { HttpError, toMaxMb, type HttpState } from '../../platform/http/index.ts';
import type { Authorise } from './authorise.ts';
import { readLastSeq } from './event-id.ts';
import { followConversation } from './follow.ts';

const path = '/webhooks/web-chat/events';
/** A person has a few tabs; more streams than this are a mistake or an attack. */
const maxStreamsPerSession = 6;

type EventPorts = {
  readonly authorise: Authorise;
  readonly listAfter: TranscriptStore['listAfter'];
  readonly news: Pick<News, 'subscribe'>;
  readonly heartbeatMs: number;
};

/**
 * The event stream of a person's own conversation (audience: citizen). `closeAll` ends all, for a stop; `closeSession`
 * those of one session in this process, other processes notice at their next heartbeat.
 */
export function mountEvents(
  router: Router<HttpState>,
  { authorise, listAfter, news, heartbeatMs }: EventPorts,
): { readonly closeAll: () => void; readonly closeSession: (sessionId: string) => void } {
  const open = new Map<string, Set<PassThrough>>();

  function admit(sessionId: string): PassThrough {
    const streams = open.get(sessionId) ?? new Set();
    if (streams.size >= maxStreamsPerSession) {
      throw new HttpError('too_many_requests', { retryAfterS: 5 });
    }
    const stream = new PassThrough();
    open.set(sessionId, streams.add(stream));
    stream.once('close', () => {
      streams.delete(stream);
      if (streams.size === 0) open.delete(sessionId);
    });
    return stream;
  }

  router.get(path, async (ctx) => {
    ctx.state.routeName = `GET ${path}`;
    const authorization = ctx.get('authorization');
    const caller = await authorise.identifyAnew(authorization);
    if (caller.kind !== 'person') throw new HttpError('sign_in_required');
    const afterSeq = readLastSeq(ctx.get('last-event-id'), caller.personId);
    if (afterSeq === undefined) throw new HttpError('request_invalid');
    const stream = admit(caller.sessionId);
    ctx.req.socket.setNoDelay(true);
    ctx.set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    ctx.status = 200;
    ctx.body = stream;
    // Koa ends the response with the body, but only a close of the connection ends the body.
    ctx.res.once('close', () => stream.destroy());
    void followConversation(caller.personId, afterSeq, stream, {
      listAfter,
      news,
      heartbeatMs,
      maxFileMb: toMaxMb(ctx.state),
      async isStillOpen() {
        const now = await authorise.identifyAnew(authorization);
        return now.kind === 'person' && now.personId === caller.personId;
      },
    });
  });

  function closeSession(sessionId: string): void {
    for (const stream of open.get(sessionId) ?? []) stream.end();
  }

  return {
    closeSession,
    closeAll() {
      for (const sessionId of open.keys()) closeSession(sessionId);
    },
  };
}
