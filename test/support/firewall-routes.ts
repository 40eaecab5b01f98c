import type { FirewallWorld } from './firewall-world.ts';

/** Every route of the API's description, one a line. A new one is added here, or the firewall's test fails. */
export const describedRoutes: readonly string[] = toLines(`
GET /api/admin/accounts
POST /api/admin/accounts
PATCH /api/admin/accounts/{id}
GET /api/admin/alerts
POST /api/admin/alerts/{id}/answers
GET /api/admin/calendar
POST /api/admin/calendar/days
POST /api/admin/calendar/versions/{version}/restore
GET /api/admin/calendar/years/{year}
GET /api/admin/campaigns
POST /api/admin/campaigns
GET /api/admin/campaigns/{id}
GET /api/admin/campaigns/{id}/candidates
POST /api/admin/campaigns/{id}/steps
GET /api/admin/campaigns/{id}/tickets
POST /api/admin/campaigns/{id}/tickets
POST /api/admin/campaigns/{id}/tickets/remove
GET /api/admin/channels
GET /api/admin/channels/wechaty/login
POST /api/admin/channels/wechaty/restart
POST /api/admin/channels/wechaty/switch
GET /api/admin/colleagues
PUT /api/admin/colleagues/{id}/leaves
GET /api/admin/contact-points
POST /api/admin/contact-points
PUT /api/admin/contact-points/{id}
POST /api/admin/contact-points/{id}/state
POST /api/admin/contact-points/{id}/ways
GET /api/admin/conversations
GET /api/admin/conversations/{id}
POST /api/admin/conversations/{id}/actions
POST /api/admin/conversations/{id}/answer
POST /api/admin/conversations/{id}/messages
POST /api/admin/conversations/{id}/tickets
POST /api/admin/conversations/{id}/typing
GET /api/admin/document-kinds
GET /api/admin/documents
POST /api/admin/documents
GET /api/admin/documents/{id}
PUT /api/admin/documents/{id}
GET /api/admin/documents/{id}/changes
POST /api/admin/documents/{id}/e-seal
POST /api/admin/documents/{id}/preview
POST /api/admin/documents/{id}/servings
POST /api/admin/documents/{id}/servings/{servingId}/marks
POST /api/admin/documents/{id}/steps
GET /api/admin/duty/alarms
POST /api/admin/duty/alarms/{id}/take
GET /api/admin/duty/weeks/{week}
PUT /api/admin/duty/weeks/{week}
POST /api/admin/duty/weeks/{week}/import
POST /api/admin/files/{id}/boxes
GET /api/admin/imports
POST /api/admin/imports
GET /api/admin/imports/{id}
PUT /api/admin/imports/{id}/choices
GET /api/admin/imports/{id}/preview
POST /api/admin/imports/{id}/start
GET /api/admin/invitations
POST /api/admin/invitations
GET /api/admin/knowledge
GET /api/admin/knowledge/articles
POST /api/admin/knowledge/citations
POST /api/admin/knowledge/entries
GET /api/admin/knowledge/entries/{id}
PUT /api/admin/knowledge/entries/{id}
POST /api/admin/knowledge/entries/{id}/assign
GET /api/admin/knowledge/entries/{id}/diff
POST /api/admin/knowledge/entries/{id}/publish
POST /api/admin/knowledge/entries/{id}/restore
POST /api/admin/knowledge/entries/{id}/retire
POST /api/admin/knowledge/entries/{id}/review
POST /api/admin/knowledge/entries/{id}/settle
POST /api/admin/knowledge/entries/{id}/unschedule
GET /api/admin/knowledge/evaluations
POST /api/admin/knowledge/evaluations
GET /api/admin/knowledge/golden
POST /api/admin/knowledge/golden
DELETE /api/admin/knowledge/golden/{id}
GET /api/admin/knowledge/preview
POST /api/admin/knowledge/preview
GET /api/admin/knowledge/recalls
POST /api/admin/knowledge/recalls
POST /api/admin/knowledge/recalls/trial
GET /api/admin/knowledge/similar
GET /api/admin/knowledge/statutes
GET /api/admin/knowledge/statutes/articles
GET /api/admin/knowledge/statutes/comparison
GET /api/admin/knowledge/unanswered
POST /api/admin/knowledge/unanswered/close
GET /api/admin/media
POST /api/admin/media/{id}/retry
GET /api/admin/opinions
POST /api/admin/opinions/{number}
GET /api/admin/overview
GET /api/admin/parked
POST /api/admin/parked/{id}/retry
GET /api/admin/problem-lists
GET /api/admin/problems
GET /api/admin/profiles
POST /api/admin/profiles
POST /api/admin/profiles/check
POST /api/admin/profiles/dry-run
GET /api/admin/profiles/{version}
GET /api/admin/recusals
POST /api/admin/recusals
POST /api/admin/recusals/{id}/end
GET /api/admin/routing
PUT /api/admin/routing
POST /api/admin/routing/preview
DELETE /api/admin/session
GET /api/admin/session
POST /api/admin/session
POST /api/admin/session/password
GET /api/admin/sorting
POST /api/admin/sorting/trainings
PUT /api/admin/sorting/{task}/choice
GET /api/admin/tables
POST /api/admin/tables
PUT /api/admin/tables/{id}
POST /api/admin/tables/{id}/confirm
POST /api/admin/tables/{id}/remove
GET /api/admin/tasks
POST /api/admin/tasks/{id}/attempts
POST /api/admin/tasks/{id}/reveal
GET /api/admin/ticket-imports
GET /api/admin/ticket-imports/{id}
PUT /api/admin/ticket-imports/{id}/choices
POST /api/admin/ticket-imports/{id}/discard
GET /api/admin/ticket-imports/{id}/preview
POST /api/admin/ticket-imports/{id}/start
POST /api/admin/ticket-imports/{id}/undo
GET /api/admin/tickets
POST /api/admin/tickets
GET /api/admin/tickets/{number}
POST /api/admin/tickets/{number}/actions
GET /api/admin/tickets/{number}/calls
GET /api/admin/tickets/{number}/contact
POST /api/admin/tickets/{number}/contact
POST /api/admin/tickets/{number}/contact/clues
POST /api/admin/tickets/{number}/conversation
GET /api/admin/tickets/{number}/deadlines
POST /api/admin/tickets/{number}/problems
POST /api/admin/tickets/{number}/expert-asks
GET /api/admin/tickets/{number}/experts
GET /api/admin/tickets/{number}/proposal
GET /api/admin/tickets/{number}/reach
GET /api/admin/tickets/{number}/respondent
POST /api/admin/tickets/{number}/reveal
GET /api/admin/tickets/{number}/unit-replies
GET /api/admin/undelivered
GET /api/admin/unit-replies
POST /api/admin/unit-replies/{id}/decision
GET /api/admin/units
POST /api/admin/units
POST /api/admin/units/certificates/check
POST /api/admin/units/lists/{list}/remove
GET /api/admin/units/powers
POST /api/admin/units/powers
GET /api/admin/units/remits
PUT /api/admin/units/{id}
GET /api/admin/units/{id}/lists
GET /api/admin/views
POST /api/admin/views
DELETE /api/admin/views/{id}
PUT /api/admin/views/{id}
POST /api/admin/wecom-code
GET /api/unit/documents
GET /api/unit/documents/{id}
POST /api/unit/documents/{id}/replies
POST /progress
POST /progress/certificate
POST /progress/contact
POST /progress/member
POST /progress/member/answer
POST /progress/messages
POST /progress/papers
POST /progress/rate
POST /progress/urge
POST /progress/withdraw
POST /verify
POST /verify/document
POST /webhooks/web-chat/messages
DELETE /webhooks/web-chat/session
POST /webhooks/web-chat/session
`);

/** Routes for files, streams and pages, which the description leaves out. */
export const besideRoutes: readonly string[] = toLines(`
POST /api/admin/calendar/import
GET /api/admin/calendar/template
POST /api/admin/contact-points/import
GET /api/admin/campaigns/:id/export
GET /api/admin/campaigns/:id/report
GET /api/admin/contact-points/sheet
GET /api/admin/contact-points/template
POST /api/admin/documents/:id/entered
GET /api/admin/documents/:id/files/:fileId
GET /api/admin/documents/:id/pages
GET /api/admin/documents/:id/paper
POST /api/admin/documents/:id/sealed
POST /api/admin/documents/:id/servings/:servingId/proof
GET /api/admin/events
GET /api/admin/files/:id
POST /api/admin/files/:id/original
GET /api/admin/imports/:id/faults
POST /api/admin/imports/:id/files
GET /api/admin/imports/:id/files/:file
GET /api/admin/imports/template/:kind
GET /api/admin/problems/export
GET /api/admin/tables/export/:kind
GET /api/admin/ticket-exports
POST /api/admin/ticket-imports
GET /api/admin/ticket-imports/:id/errors
GET /api/admin/unit-files/:id
GET /api/admin/units/export/:list
POST /api/admin/units/import/:list
GET /api/admin/units/template/:list
GET /api/openapi.json
GET /api/unit/documents/:id/copy
POST /api/unit/documents/:id/files
GET /api/unit/documents/:id/files/:fileId
GET /healthz
GET /metrics
POST /progress/files
POST /progress/papers/open
POST /progress/pictures
GET /readyz
POST /verify/file
POST /webhooks/intake/:source
GET /webhooks/web-chat/events
POST /webhooks/web-chat/files
GET /webhooks/web-chat/files/:id
GET <webhooks/wx-callback/mount-callback.ts>
POST <webhooks/wx-callback/mount-callback.ts>
`);

function toLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

export type Filled = ReturnType<typeof toFilled>;

/** What stands for the parts of a path: real ids, those that lead to the complaint wherever there are such. */
export function toFilled({ first, fileId, document, ticketIds, campaignId }: FirewallWorld) {
  return {
    number: first.number,
    ticketId: ticketIds[0] ?? '',
    fileId,
    campaignId,
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
  'GET /api/admin/campaigns/:id/export': '?of=tickets&as=csv',
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
  if (template.startsWith('/api/admin/campaigns')) return real.campaignId;
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
