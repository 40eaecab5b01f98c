import { randomInt } from 'node:crypto';
import { ticketsTopic } from '../../admin/index.ts';
import { createIsOnPaper } from '../../platform/mongo/index.ts';
import type { TicketPorts } from '../../tickets/index.ts';
import type { Bell } from '../stores.ts';
import type { House } from './house.ts';
import { createRoute } from './routing.ts';

/** What is opened before the walk: where matters belong, and their limits. */
export type TicketRules = Pick<TicketPorts, 'guessArea' | 'keepDeadlines'>;

/** What the rules of tickets need of the house. */
export function openTicketing(house: House, rules: TicketRules, bell: Bell): TicketPorts {
  const { tickets, news, secrets, profiles, calendar, config, now } = house;
  return {
    store: tickets,
    calendar,
    now,
    randomInt,
    undoMs: config.undoMs,
    route: createRoute(house),
    judgeCertificate: house.judgeSupervisor,
    isOnPaper: createIsOnPaper(house.database),
    ...rules,
    async ring(ticketId) {
      news.announce(ticketsTopic);
      await bell.ring({ kind: 'relay', id: ticketId });
    },
    ...secrets.codes,
    procedures: profiles.procedures,
  };
}
