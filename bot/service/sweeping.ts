import type { createPassOn } from '../../admin/index.ts';
import { createSweeper } from '../../platform/queue/index.ts';
import type { Bell, OutboxStore } from '../stores.ts';
import type { openCompetence } from './competence.ts';
import type { openConsent } from './consent.ts';
import type { openDuty } from './duty.ts';
import type { openHandOvers } from './hand-overs.ts';
import type { House } from './house.ts';
import type { HouseKnowledge } from './knowledge.ts';
import type { openReach } from './reach.ts';
import type { openUnitPortal } from './unit-portal.ts';

type SweepPorts = {
  readonly bell: Bell;
  readonly outbox: OutboxStore;
  readonly knowledge: Pick<HouseKnowledge, 'publishDue'>;
  readonly reach: Pick<ReturnType<typeof openReach>, 'sweepTasks'>;
  readonly duty: Pick<ReturnType<typeof openDuty>, 'sweep' | 'sweepTasks'>;
  readonly unitPortal: Pick<ReturnType<typeof openUnitPortal>, 'sweep'>;
  readonly competence: Pick<ReturnType<typeof openCompetence>, 'askReferrals'>;
  readonly handOvers: Pick<ReturnType<typeof openHandOvers>, 'sweep'>;
  readonly passOn: Pick<ReturnType<typeof createPassOn>, 'passOnAll'>;
  readonly consent: Pick<ReturnType<typeof openConsent>, 'sweep'>;
  readonly continueRecalls: () => Promise<void>;
};

/** What is looked after every second, whatever was rung for. */
export function openSweeping({ inbox, tickets, now }: House, ports: SweepPorts) {
  const { bell, outbox, knowledge, reach, duty, continueRecalls } = ports;
  return createSweeper({
    inbox,
    outbox,
    tickets,
    bell,
    now,
    publishDue: knowledge.publishDue,
    sweepTasks: async () => {
      await reach.sweepTasks();
      await duty.sweepTasks();
    },
    sweepDuty: duty.sweep,
    sweepDocuments: ports.unitPortal.sweep,
    askReferrals: ports.competence.askReferrals,
    sweepHandOvers: () => ports.handOvers.sweep(),
    sweepConsent: ports.consent.sweep,
    passOnTickets: ports.passOn.passOnAll,
    continueRecalls,
  });
}
