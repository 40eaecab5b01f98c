import type { FirewallWorld } from './firewall-world.ts';

/** Every route of the API's description, one a line. A new one is added here, or the firewall's test fails. */
export const describedRoutes: readonly string[] = toLines(`
`);

/** Routes for files, streams and pages, which the description leaves out. */
export const besideRoutes: readonly string[] = toLines(`
`);

function toLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

export type Filled = ReturnType<typeof toFilled>;

/** What stands for the parts of a path: real ids, those that lead to the complaint wherever there are such. */
export function toFilled({ first, fileId, document, ticketIds }: FirewallWorld) {
  return {
    number: first.number,
    ticketId: ticketIds[0] ?? '',
    fileId,
    documentId: document.id,
    unitFileId: `${document.id}-u-acting-f-case-file`,
    replyId: `${document.id}-u-acting-rectification-1`,
  };
}

export type Probe = {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly isStream: boolean;
};

/** Routes that end the session, answer by another proof than the cookie, or belong to platforms. */
const notAsked = /^(DELETE \/api\/admin\/session|(GET|POST) <webhooks|POST \/webhooks\/intake)/;

/** The request that a route is tried with; undefined for what no account of ours reaches. */
export function toProbe(route: string, real: Filled): Probe | undefined {
  if (notAsked.test(route)) return undefined;
  const [method = '', template = ''] = route.split(' ');
  const path = template.replaceAll(/\{(\w+)\}|:(\w+)/g, (_, a?: string, b?: string) =>
    encodeURIComponent(toPart(template, a ?? b ?? '', real)),
  );
  const isStream = method === 'GET' && path.endsWith('/events');
  const query = queries[route] ?? '';
  const body = method === 'GET' ? undefined : toBody(route, real);
  return { method, path: path + query, isStream, ...(body !== undefined && { body }) };
}

const queries: Readonly<Record<string, string>> = {
  'GET /api/admin/tickets': '?pageSize=100',
  'GET /api/admin/ticket-exports': '?as=csv',
  'GET /api/admin/problems/export': '?as=csv',
  'GET /api/admin/tables': '?kind=places',
  'GET /api/admin/tickets/{number}/proposal': '?from=case',
};

function toPart(template: string, name: string, real: Filled): string {
  if (name === 'number') return real.number;
  if (template.startsWith('/api/unit/'))
    return name === 'fileId' ? real.unitFileId : real.documentId;
  if (template.startsWith('/api/admin/unit-files')) return real.unitFileId;
  if (template.startsWith('/api/admin/unit-replies')) return real.replyId;
  if (template.startsWith('/api/admin/documents')) return real.documentId;
  if (template.startsWith('/api/admin/files')) return real.fileId;
  if (name === 'list') return 'units';
  return real.ticketId;
}

/** Bodies that get past the schema where that leads to a ticket. */
function toBody(route: string, { number }: Filled): unknown {
  if (route.endsWith('/tickets/{number}/actions')) {
    return { action: 'reply', version: 1, values: { text: '你是谁' } };
  }
  if (/\/(reveal|original)$/.test(route)) return { reason: '想知道是谁' };
  if (route === 'POST /verify') return { number, proof: '0000', language: 'zh-CN' };
  return {};
}
