import { PassThrough } from 'node:stream';
import type Router from '@koa/router';
import type { HttpState, Identify } from '../../platform/http/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import type { Staff } from '../caller.ts';
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
  const access = createTicketAccess(ports);

  async function mayHear(caller: Staff, event: FeedEvent): Promise<boolean> {
    if (event.kind === 'ticket') return access.canSee(caller, event.change);
    if (event.kind !== 'conversation' || access.boundsOf(caller) === undefined) return true;
    return (await access.meet(caller, event.personId)) !== undefined;
  }

  router.get('/api/admin/events', async (ctx) => {
    let staff = authorise(await identify(ctx), canReadTickets);
    const stream = new PassThrough();
    ctx.type = 'text/event-stream';
    ctx.set('Cache-Control', 'no-store');
    ctx.set('X-Accel-Buffering', 'no');
    ctx.body = stream;
    stream.write('retry: 2000\n\nevent: open\ndata: {}\n\n');
    async function forward(event: FeedEvent): Promise<void> {
      if (!(await mayHear(staff, event)) || stream.writableEnded) return;
      stream.write(toEventText(event));
      if (stream.writableLength > maxBacklogBytes) stream.end();
    }
    /** Roles and scope count from the next beat: who may no longer read tickets hears of none. */
    async function lookAgain(): Promise<void> {
      const caller = await identify(ctx);
      if (caller.kind === 'staff' && canReadTickets(caller)) staff = caller;
      else stream.end('event: signed_out\ndata: {}\n\n');
    }
    // A database that is away ends the stream; the page opens it again.
    const leave = feed.listen((event) => void forward(event).catch(() => stream.end()));
    const beat = setInterval(() => {
      stream.write(': still here\n\n');
      void lookAgain().catch(() => stream.end());
    }, beatEveryMs);
    beat.unref();
    stream.once('close', () => {
      clearInterval(beat);
      leave();
    });
    ctx.res.once('close', () => stream.destroy());
  });
}

function toEventText(event: FeedEvent): string {
  return `event: ${event.kind}\ndata: ${JSON.stringify(toEventData(event))}\n\n`;
}

/** Names each field: what decides who may hear of an event stays inside. */
function toEventData(event: FeedEvent) {
  if (event.kind === 'ticket') {
    const { number, version } = event.change;
    return { number, version };
  }
  return event.kind === 'conversation' ? { id: event.id, version: event.version } : {};
}
