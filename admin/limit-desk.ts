import type {
  AlertStore,
  Calendars,
  DayTable,
  Deadline,
  Deadlines,
  Light,
} from '../tickets/index.ts';

/** Limits as rows, and the warnings and urgings that came of them. */
export type DeadlineDesk = {
  readonly find: (id: string) => Promise<Deadline | undefined>;
  readonly listForTicket: (ticketId: string) => Promise<readonly Deadline[]>;
  readonly listAlerts: AlertStore['listForTicket'];
  readonly listUnanswered: AlertStore['listUnanswered'];
  readonly listAnswered: AlertStore['listAnswered'];
  readonly listWarnings: AlertStore['listWarnings'];
  readonly answerAlert: Deadlines['answerAlert'];
  readonly findNext: Deadlines['findNext'];
  readonly lightOf: (deadline: Deadline, at: Date) => Light | undefined;
};

/** Which days people work on, in versions, and what another calendar would do to provisional dates. */
export type CalendarDesk = {
  readonly calendars: Calendars;
  /** Whether dates are still being counted again after the last change. */
  readonly isRecounting: () => Promise<boolean>;
  readonly previewMoves: (table: DayTable) => Promise<{
    readonly provisional: number;
    readonly moved: number;
    readonly firm: number;
  }>;
};
