import type { TicketAction } from './ticket.ts';

export type TicketErrorCode =
  | 'ticket_not_found'
  | 'ticket_step_refused'
  | 'ticket_version_conflict'
  | 'ticket_requirement_missing'
  | 'ticket_officers_refused'
  | 'ticket_not_permitted'
  | 'ticket_undo_too_late'
  | 'ticket_value_invalid'
  | 'ticket_words_of_reporter'
  /** A partner of joint supervision is on the side that the matter is against. */
  | 'ticket_partner_refused'
  /** Not an expert, of the side that the matter is against, or asked already. */
  | 'ticket_expert_refused'
  /** A brief for an expert holds words that tell which case it is. */
  | 'ticket_brief_gives_away';

/** The rules' refusal. `allowed` names what would be allowed; `currentVersion` comes with a conflict. */
export class TicketError extends Error {
  readonly code: TicketErrorCode;
  readonly allowed?: readonly TicketAction[];
  readonly currentVersion?: number;
  readonly missing?: readonly string[];
  constructor(
    code: TicketErrorCode,
    details: {
      readonly allowed?: readonly TicketAction[];
      readonly currentVersion?: number;
      readonly missing?: readonly string[];
    } = {},
  ) {
    super(code);
    this.name = 'TicketError';
    this.code = code;
    if (details.allowed !== undefined) this.allowed = details.allowed;
    if (details.currentVersion !== undefined) this.currentVersion = details.currentVersion;
    if (details.missing !== undefined) this.missing = details.missing;
  }
}
