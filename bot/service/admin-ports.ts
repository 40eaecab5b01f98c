import type { AdminPorts } from '../../admin/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { writeCsv, writeXlsx } from '../../platform/read-files/index.ts';
import { createCampaigns } from '../../tickets/index.ts';
import type { HouseEvaluation } from './evaluation.ts';
import type { House } from './house.ts';
import type { HouseImports } from './imports.ts';
import type { HouseKnowledge } from './knowledge.ts';
import type { HouseLimits } from './limits.ts';
import type { HouseSorting } from './sorting.ts';
import type { HouseTicketImports } from './ticket-imports.ts';
import { openUnitDesk } from './units.ts';
import type { Walk } from './walk.ts';

/** What stands beside the walk and the desk works with. */
export type Rooms = {
  readonly knowledge: HouseKnowledge;
  readonly imports: HouseImports;
  readonly evaluation: HouseEvaluation;
  readonly sorting: HouseSorting;
  readonly ticketImports: HouseTicketImports;
  readonly limits: HouseLimits;
};

/** All that the desk needs of the house. */
export function toAdminPorts(house: House, walk: Walk, rooms: Rooms): AdminPorts {
  const { transcript, people, config, secrets } = house;
  const { ticketing, bell, render, reach, duty, handOvers, points, recallAnswers, consent } = walk;
  const { watch, outbox, inbox, files, news, invitations, accounts, accountSessions } = house;
  const { units } = house;
  return {
    ticketing,
    profiles: house.profiles,
    problems: house.problems,
    campaigns: createCampaigns({
      store: house.campaignStore,
      count: house.countCampaign,
      profiles: house.profiles,
    }),
    views: house.views,
    watch,
    transcripts: transcript,
    outbox,
    reach: reach.desk,
    conversations: handOvers.desk,
    duty: duty.desk,
    inbox,
    files,
    bell,
    news,
    render,
    people,
    members: house.memberTies,
    invitations,
    accounts,
    units,
    unitDesk: openUnitDesk(house),
    routing: house.routing,
    accountSessions,
    passwords: house.passwords,
    audit: house.audit,
    hashes: secrets.codes,
    knowledge: house.knowledge,
    knowledgeDesk: rooms.knowledge.desk,
    mask: rooms.knowledge.mask,
    evaluations: rooms.evaluation.desk,
    sorting: rooms.sorting.desk,
    consent,
    ...rooms.limits.desk,
    channels: walk.channelDesk,
    recalls: {
      recallAnswers,
      list: house.recalls.list,
      listPeopleGiven: outbox.listPeopleGiven,
    },
    statutes: house.statutes,
    points: points.desk,
    unitPortal: walk.unitPortal.desk,
    documents: walk.documents,
    tables: house.tables,
    imports: rooms.imports,
    sheets: { writeXlsx, writeCsv },
    ticketImports: rooms.ticketImports.desk,
    ticketExports: rooms.ticketImports.exports,
    fold,
    now: house.now,
    publicUrl: config.publicUrl,
  };
}
