/** The rules of a ticket. Pure: no database, clock, channel or web server; time, ids and day tables are arguments. */
export * from './ticket.ts';
export * from './errors.ts';
export * from './store.ts';
export * from './bounds.ts';
export * from './routing/index.ts';
export * from './ports.ts';
export { createTickets } from './tickets.ts';
export type { Tickets } from './tickets.ts';
export type { TicketRequest } from './act.ts';
export type { OpenRequest, Opened } from './open-ticket.ts';
export type { StepTicketRequest } from './step-ticket.ts';
export type { SupplementRequest } from './supplement-ticket.ts';
export type { Urged } from './urge-ticket.ts';
export type { OpennessRequest } from './change-openness.ts';
export type { Withdrawn, WithdrawRequest } from './withdraw-ticket.ts';
export type { RateRequest } from './rate-ticket.ts';
export { scores } from './rate-ticket.ts';
export * from './answer-member.ts';
export { isUrgent } from './raise-urgent.ts';
export type { RaiseUrgentRequest } from './raise-urgent.ts';
export type { MergeRequest } from './merge-tickets.ts';
export type { SplitRequest } from './split-ticket.ts';
export { canUndo } from './undo-step.ts';
export { loadTicket } from './change-ticket.ts';
export { endStatuses, isEnded, listStandingSteps } from './course.ts';
export { listAllowedActions, mayAct } from './policy.ts';
export { toFlow, type Flow, type FlowStep } from './flow.ts';
export { recountTicket } from './recount.ts';
export { hasProvisionalDue } from './transition.ts';
export { currentProcedure, findProcedure } from './procedure.ts';
export type { Procedure, Transition } from './procedure.ts';
export { defaultProcedures } from './procedures/index.ts';
export * from './officers.ts';
export { parseNumber } from './number.ts';
export * from './campaign/index.ts';
export * from './consent/index.ts';
export * from './hearing/index.ts';
export { splitIds } from './joint/apply-joint.ts';
export { listProblemActions, listProblemFaults, mayStepProblem } from './problem/index.ts';
export type {
  ListedProblem,
  ProblemField,
  ProblemFigures,
  ProblemList,
  ProblemLists,
  ProblemQuery,
  ProblemRequest,
} from './problem/index.ts';
export * from './profile/index.ts';
export * from './calendar/index.ts';
export * from './deadline/index.ts';
export * from './document/index.ts';
export { listDueNotices, noticeKeys, toPendingAt } from './notices.ts';
export type { DueNotice } from './notices.ts';
export { presentForReporter } from './present.ts';
export type { ReporterLine, ReporterView } from './present.ts';
export type { DayTable, Limit, Limits } from './deadlines.ts';
export { computeDue, isWorkingDay } from './deadlines.ts';
export { addDays, toDayEnd, toDayStart, toShanghaiDay } from './shanghai-day.ts';
export type { Day } from './shanghai-day.ts';
export * from './import/index.ts';
export type { DayFigures, TicketChange, TicketFigures, TicketWatch } from './figures.ts';
