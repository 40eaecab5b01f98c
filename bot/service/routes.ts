import { createRoutes, type HandlerPorts } from '../../handlers/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { consentPath } from '../../webhooks/official-account/index.ts';
import type { Bell, OutboxStore } from '../stores.ts';
import { openBinding } from './binding.ts';
import { openCallBacks } from './call-backs.ts';
import type { openCompetence } from './competence.ts';
import type { House } from './house.ts';
import type { HouseKnowledge } from './knowledge.ts';
import { createFindToldAt } from './find-told-at.ts';
import { createListLikelyUnits } from './likely-units.ts';
import type { openReach } from './reach.ts';

type RoutePorts = Pick<
  HandlerPorts,
  'acts' | 'render' | 'points' | 'handOvers' | 'members' | 'settleContact'
> & {
  readonly bell: Bell;
  readonly outbox: Pick<OutboxStore, 'findRest' | 'findMany'>;
  readonly reach: ReturnType<typeof openReach>;
  readonly competence: ReturnType<typeof openCompetence>;
};

/** Steps 6 and 7: the conversations, with all that they need of the house. */
export function openRoutes(
  house: House,
  knowledge: HouseKnowledge,
  { bell, outbox, reach, competence, ...ports }: RoutePorts,
) {
  const { tickets, people, invitations, secrets, unanswered, usage, profiles, config } = house;
  return createRoutes({
    ...ports,
    ...competence,
    tickets,
    people,
    callBacks: openCallBacks(house, reach),
    invitations,
    fold,
    hashes: secrets.codes,
    binding: openBinding(house, bell),
    askCertificate: house.askCertificate,
    procedures: profiles.procedures,
    knowledge: knowledge.conversation,
    unanswered,
    usage,
    mask: knowledge.mask,
    ...(knowledge.rewriteAnswer && { rewriteAnswer: knowledge.rewriteAnswer }),
    listLikelyUnits: createListLikelyUnits(house),
    findRest: outbox.findRest,
    findToldAt: createFindToldAt(outbox),
    progressUrl: `${config.publicUrl}/progress`,
    ...(config.officialAccount?.templates.subscribeTemplateId !== undefined && {
      remindersUrl: `${config.publicUrl}${consentPath}`,
    }),
  });
}
