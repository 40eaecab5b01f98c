import type { TicketAction } from '../../tickets/index.ts';
import type { TicketView } from '../routes/ticket.schema.ts';
import { call } from './api.ts';

export type ActionBody = {
  readonly action: TicketAction;
  readonly reason?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly version: number;
};

/** Takes one action of a ticket and answers its new state. */
export function takeAction(number: string, body: ActionBody): Promise<TicketView> {
  return call<TicketView>('POST', `/tickets/${number}/actions`, { body });
}
