/**
 * The desk: what staff see and do over HTTP, and the console that shows it.
 * Knows no channel and no database; every answer passes a presenter for staff.
 */
import { Router } from '@koa/router';
import { type HttpState, mountRoutes, type Route } from '../platform/http/index.ts';
import type { AdminPorts } from './ports.ts';
import { mountUnitPortalFiles } from './portal/portal.files.ts';
import { createUnitPortalRoutes } from './portal/portal.routes.ts';
import { mountUnitReplyFiles } from './portal/replies.files.ts';
import { createUnitReplyRoutes } from './portal/replies.routes.ts';
import { createAlertRoutes } from './routes/alerts.ts';
import { createAccountRoutes } from './routes/accounts.ts';
import { createColleagueRoutes } from './routes/colleagues.ts';
import { mountContactPointFiles } from './routes/contact-points.files.ts';
import { mountCalendarFiles } from './routes/calendar.files.ts';
import { createCalendarRoutes } from './routes/calendar.ts';
import { createContactPointRoutes } from './routes/contact-points.ts';
import { createContactRoutes } from './routes/contact.ts';
import { createConversationRoutes } from './routes/conversations.ts';
import { createDocumentPageRoutes } from './routes/document-pages.ts';
import { mountDocumentPapers } from './routes/document-papers.ts';
import { createDocumentServingRoutes } from './routes/document-servings.ts';
import { createDocumentRoutes } from './routes/documents.ts';
import { createDutyRoutes } from './routes/duty.ts';
import { mountCampaignReport } from './routes/campaign-report.ts';
import { mountCampaignExport } from './routes/campaigns.export.ts';
import { createCampaignRoutes } from './routes/campaigns.ts';
import { createCampaignTicketRoutes } from './routes/campaign-tickets.ts';
import { createOpinionRoutes } from './routes/opinions.ts';
import { createChannelRoutes } from './routes/channels.ts';
import { createDryRunRoutes } from './routes/dry-run.ts';
import { createEntryTrialRoutes } from './routes/entry-trial.ts';
import { createEvidenceRoutes } from './routes/evidence.ts';
import { createEvaluationRoutes } from './routes/evaluations.ts';
import { mountEvents } from './routes/events.ts';
import { mountFiles } from './routes/files.ts';
import { createGoldenRoutes } from './routes/golden.ts';
import { mountImportFiles } from './routes/imports.files.ts';
import { createImportRoutes } from './routes/imports.ts';
import { createInvitationRoutes } from './routes/invitations.ts';
import { createKnowledgeRoutes } from './routes/knowledge.ts';
import { createKnowledgeDeskRoutes } from './routes/knowledge-desk.ts';
import { createMessageRoutes } from './routes/messages.ts';
import { createNewTicketRoutes } from './routes/new-ticket.ts';
import { createOverviewRoutes } from './routes/overview.ts';
import { createProposalRoutes } from './routes/proposals.ts';
import { createRespondentRoutes } from './routes/respondent.ts';
import { createRecusalRoutes } from './routes/recusals.ts';
import { createRoutingRoutes } from './routes/routing.ts';
import { createRecallRoutes } from './routes/recalls.ts';
import { createSessionRoutes } from './routes/session.ts';
import { createSortingRoutes } from './routes/sorting.ts';
import { createStatuteRoutes } from './routes/statutes.ts';
import { mountTableExport } from './routes/tables.export.ts';
import { createTableRoutes } from './routes/tables.ts';
import { createTaskRoutes } from './routes/tasks.ts';
import { createTicketRoutes } from './routes/ticket.ts';
import { createProblemListRoutes } from './routes/problem-lists.ts';
import { mountProblemExport } from './routes/problems.export.ts';
import { createProfileRoutes } from './routes/profiles.ts';
import { createProblemRoutes } from './routes/problems.ts';
import { createTicketProblemRoutes } from './routes/ticket-problems.ts';
import { mountTicketExport } from './routes/ticket-exports.ts';
import { mountTicketImportFiles } from './routes/ticket-imports.files.ts';
import { createTicketImportRoutes } from './routes/ticket-imports.ts';
import { createTicketListRoutes } from './routes/tickets.ts';
import { createUnitListRoutes } from './routes/unit-lists.ts';
import { mountUnitFiles } from './routes/units.files.ts';
import { createUnitRoutes } from './routes/units.ts';
import { createViewRoutes } from './routes/views.ts';
import { createWecomCodeRoutes } from './routes/wecom-code.ts';
import { createStaffGate } from './session/gate.ts';

export { canHave, isKeptOut } from './access/can-have.ts';
export { consolePolicy } from './console-policy.ts';
export type { EvaluationDesk, KnowledgeDesk, SortingDesk } from './knowledge-desk.ts';
export type { UnitDesk } from './unit-desk.ts';
export type { UnitPortal } from './portal/ports.ts';
export type { CalendarDesk, DeadlineDesk } from './limit-desk.ts';
export type { PointDesk } from './point-desk.ts';
export { createPassOn } from './pass-on.ts';
export type { AdminPorts, ExchangeDesk } from './ports.ts';
export { alertsTopic, dutyTopic, parkedTopic, ticketsTopic } from './feed.ts';
export { createFirstAccount } from './session/first-account.ts';

/** Every JSON route of the desk, for mounting and for the OpenAPI description. */
export function createAdminRoutes(ports: AdminPorts): readonly Route[] {
  return [
    ...createSessionRoutes(ports),
    ...createOverviewRoutes(ports),
    ...createTicketListRoutes(ports),
    ...createViewRoutes(ports),
    ...createNewTicketRoutes(ports),
    ...createTicketRoutes(ports),
    ...createContactRoutes(ports),
    ...createTicketProblemRoutes(ports),
    ...createProblemListRoutes(ports),
    ...createProblemRoutes(ports),
    ...createCampaignRoutes(ports),
    ...createCampaignTicketRoutes(ports),
    ...createOpinionRoutes(ports),
    ...createProfileRoutes(ports),
    ...createTaskRoutes(ports),
    ...createConversationRoutes(ports),
    ...createDocumentPageRoutes(ports),
    ...createDocumentRoutes(ports),
    ...createDocumentServingRoutes(ports),
    ...createDutyRoutes(ports),
    ...createMessageRoutes(ports),
    ...createEvidenceRoutes(ports),
    ...createInvitationRoutes(ports),
    ...createContactPointRoutes(ports),
    ...createRespondentRoutes(ports),
    ...createUnitRoutes(ports),
    ...createUnitListRoutes(ports),
    ...createAccountRoutes(ports),
    ...createColleagueRoutes(ports),
    ...createRecusalRoutes(ports),
    ...createRoutingRoutes(ports),
    ...createWecomCodeRoutes(ports),
    ...createKnowledgeRoutes(ports),
    ...createKnowledgeDeskRoutes(ports),
    ...createEntryTrialRoutes(ports),
    ...createGoldenRoutes(ports),
    ...createEvaluationRoutes(ports),
    ...createRecallRoutes(ports),
    ...createProposalRoutes(ports),
    ...createSortingRoutes(ports),
    ...createAlertRoutes(ports),
    ...createDryRunRoutes(ports),
    ...createCalendarRoutes(ports),
    ...createStatuteRoutes(ports),
    ...createImportRoutes(ports),
    ...createUnitPortalRoutes(ports),
    ...createUnitReplyRoutes(ports),
    ...createTableRoutes(ports),
    ...createTicketImportRoutes(ports),
    ...createChannelRoutes(ports),
  ];
}

/**
 * All of /api/admin: the JSON routes, pictures and the event stream, behind the staff gate. Routes that were made for
 * the description already are mounted as they are: some count tries.
 */
export function createAdminRouter(
  ports: AdminPorts,
  routes: readonly Route[] = createAdminRoutes(ports),
): Router<HttpState> {
  const router = new Router<HttpState>();
  const identify = createStaffGate(ports);
  mountRoutes(router, routes, {
    identify,
    secureCookies: ports.publicUrl.startsWith('https:'),
  });
  mountFiles(router, ports, identify);
  mountDocumentPapers(router, ports, identify);
  mountImportFiles(router, ports, identify);
  mountContactPointFiles(router, ports, identify);
  mountUnitFiles(router, ports, identify);
  mountUnitPortalFiles(router, ports, identify);
  mountUnitReplyFiles(router, ports, identify);
  mountCalendarFiles(router, ports, identify);
  mountTableExport(router, ports, identify);
  mountTicketImportFiles(router, ports, identify);
  mountTicketExport(router, ports, identify);
  mountProblemExport(router, ports, identify);
  mountCampaignExport(router, ports, identify);
  mountCampaignReport(router, ports, identify);
  mountEvents(router, ports, identify);
  return router;
}
