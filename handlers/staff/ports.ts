import type { AlarmAnswer, Officer } from '../../bot/index.ts';
import type { Account, AccountStore, AuditLog } from '../../people/index.ts';
import type { Ticket, Tickets, TicketStore } from '../../tickets/index.ts';

/** What the answers to staff need of the world. */
export type AnswerStaffPorts = {
  readonly accounts: Pick<AccountStore, 'findByWecomUserId' | 'findByWecomCode' | 'save'>;
  readonly alarms: {
    readonly find: (id: string) => Promise<{ readonly ticketId: string } | undefined>;
    readonly take: (id: string, by: Officer) => Promise<AlarmAnswer>;
    readonly pass: (id: string, accountId: string, call: number) => Promise<AlarmAnswer>;
  };
  readonly tickets: Pick<TicketStore, 'find'>;
  /** Whether the account has no part in the matter: recused, or of the other side. */
  readonly isKeptOut: (account: Account, ticket: Ticket) => boolean;
  readonly stepTicket: Tickets['stepTicket'];
  readonly audit: AuditLog;
  readonly hashCode: (code: string) => string;
  /** Words by the last part of their key, in the staff's language. */
  readonly say: (key: string, values?: Readonly<Record<string, string>>) => string;
  readonly now: () => Date;
};
