import { PassThrough } from 'node:stream';
import type Router from '@koa/router';
import type { HttpState, Identify } from '../../platform/http/index.ts';
import { createFeed, type FeedEvent } from '../feed.ts';
import { canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { authorise } from '../session/authorise.ts';

/** Keeps proxies from closing a quiet stream, and finds out when the session is over. */
const beatEveryMs = 25_000;
/** A tab that does not read for this many bytes is cut off; it reloads when it comes back. */
const maxBacklogBytes = 64 * 1024;

/** The console's event stream: says which ticket has a new version, never what is in it. */
export function mountEvents(
  router: Router<HttpState>,
  ports: AdminPorts,
  identify: Identify,
): void {
  const feed = createFeed(ports);
  router.get('/api/admin/events', async (ctx) => {
    authorise(await identify(ctx), canReadTickets);
    const stream = new PassThrough();
    ctx.type = 'text/event-stream';
    ctx.set('Cache-Control', 'no-store');
    ctx.set('X-Accel-Buffering', 'no');
    ctx.body = stream;
    stream.write('retry: 2000\n\nevent: open\ndata: {}\n\n');
    const leave = feed.listen((event) => {
      stream.write(toEventText(event));
      if (stream.writableLength > maxBacklogBytes) stream.end();
    });
    const beat = setInterval(() => {
      stream.write(': still here\n\n');
      identify(ctx).then(
        (caller) => caller.kind === 'staff' || stream.end('event: signed_out\ndata: {}\n\n'),
        () => stream.end(),
      );
    }, beatEveryMs);
    beat.unref();
    stream.once('close', () => {
      clearInterval(beat);
      leave();
    });
    ctx.res.once('close', () => stream.destroy());
  });
}

function toEventText({ kind, ...data }: FeedEvent): string {
  return `event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
}
