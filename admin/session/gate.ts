import { HttpError, type HttpContext, type Identify } from '../../platform/http/index.ts';
import { listRunningRecusals } from '../../people/index.ts';
import type { Staff } from '../caller.ts';
import { sessionCookie } from './cookie.ts';
import { createIdentify, type Identified } from './identify.ts';
import { createStandIns } from './stand-ins.ts';
import type { SessionPorts } from './ports.ts';

const sessionPath = '/api/admin/session';
/** A page that refreshes itself says so, for that does not prolong the session. */
const backgroundHeader = 'x-background';

/**
 * Says which member of staff calls, from the cookie. Refuses what another site started and, until the first
 * password was changed, everything but the session's own routes.
 */
export function createStaffGate(
  ports: Pick<SessionPorts, 'accounts' | 'accountSessions' | 'now'> & {
    readonly publicUrl: string;
  },
): Identify {
  const identify = createIdentify(ports);
  const listAbsent = createStandIns(ports);
  const publicHost = new URL(ports.publicUrl).host;
  return async function identifyStaff(ctx) {
    refuseForeignOrigin(ctx, publicHost);
    const token = ctx.cookies.get(sessionCookie);
    if (token === undefined || token === '') return { kind: 'anyone' };
    const found = await identify(token, { isInUse: !isBackground(ctx) });
    if (found === undefined) return { kind: 'anyone' };
    if (found.account.mustChangePassword && !isSessionPath(ctx.path)) {
      throw new HttpError('password_change_required');
    }
    return toCaller(found, await listAbsent(found.account.id));
  };
}

function toCaller({ account, session }: Identified, standsInFor: readonly string[]): Staff {
  const { id, name, roles, unitId, scope } = account;
  const recusals = listRunningRecusals(account.recusals);
  return {
    kind: 'staff',
    accountId: id,
    name,
    roles,
    sessionId: session.id,
    ...(unitId !== undefined && { unitId }),
    ...(scope !== undefined && { scope }),
    ...(recusals.length > 0 && { recusals }),
    ...(standsInFor.length > 0 && { standsInFor }),
  };
}

function isBackground(ctx: HttpContext): boolean {
  return ctx.get(backgroundHeader) !== '' || ctx.get('accept') === 'text/event-stream';
}

function isSessionPath(path: string): boolean {
  return path === sessionPath || path.startsWith(`${sessionPath}/`);
}

/** Browsers name the origin of every write; the cookie is SameSite=Strict besides. Tools without a browser name none. */
function refuseForeignOrigin(ctx: HttpContext, publicHost: string): void {
  if (ctx.method === 'GET' || ctx.method === 'HEAD') return;
  const site = ctx.get('sec-fetch-site');
  const originHost = ctx.get('origin').replace(/^https?:\/\//, '');
  const isForeignSite = site !== '' && site !== 'same-origin' && site !== 'none';
  const isForeignOrigin = originHost !== '' && ![ctx.host, publicHost].includes(originHost);
  if (isForeignSite || isForeignOrigin) throw new HttpError('cross_site_refused');
}
