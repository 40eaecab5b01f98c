/** The only folder that knows all rooms: it opens the stores, joins them to the rules, and mounts the edges. */
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Log } from '../../platform/log.ts';
import { openDeadlines } from './deadlines.ts';
import { openEdges } from './edges.ts';
import { openEvaluation } from './evaluation.ts';
import { openHouse, prepareHouse } from './house.ts';
import { openImports } from './imports.ts';
import { openKnowledge } from './knowledge.ts';
import { openLimits } from './limits.ts';
import { repeat } from './repeat.ts';
import { openSorting } from './sorting.ts';
import { openTicketImports } from './ticket-imports.ts';
import { createWalk } from './walk.ts';

/** A running Duxin. `firstPassword` is there only when this start generated it. */
export type Service = {
  readonly port: number;
  readonly firstPassword?: string;
  /** Looks for everything that is due now, as it does by itself within ten seconds. */
  readonly sweep: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const drainMs = 10_000;
/** A published profile counts later than every process has read it; a changed unit is known this soon. */
const profilesEveryMs = 5000;
/** What was left behind is rung for again. */
const sweepEveryMs = 1000;

/** Starts the parts that the configuration asks for; rejects when one cannot start. */
export async function startService(config: Config, log: Log, now: Clock): Promise<Service> {
  const house = await openHouse(config, log, now);
  const firstPassword = await prepareHouse(house);
  const knowledge = await openKnowledge(house);
  const imports = openImports(house);
  const evaluation = openEvaluation(house);
  const sorting = await openSorting(house, knowledge.mask);
  const deadlines = openDeadlines(house);
  const walk = await createWalk(house, knowledge, {
    guessArea: (kind, facts) => sorting.guessArea(kind, facts),
    keepDeadlines: (ticket) => deadlines.keepDeadlines(ticket),
    keepDeadline: deadlines.keepDeadline,
  });
  const limits = openLimits(house, deadlines, walk.acts, walk.documents);
  const ticketImports = openTicketImports(house, walk);
  const rooms = { knowledge, imports, evaluation, sorting, ticketImports, limits };
  const edges = config.roles.has('web') ? await openEdges(house, walk, rooms) : undefined;
  await walk.queue.start();
  sorting.start(config.roles.has('worker'));
  const repeated = [
    repeat(profilesEveryMs, house.profiles.refresh, house.onError),
    repeat(profilesEveryMs, house.units.refresh, house.onError),
  ];
  limits.calendar.start(config.roles.has('worker'));
  if (config.roles.has('wechaty')) walk.wechaty.start();
  if (config.roles.has('worker')) {
    repeated.push(repeat(sweepEveryMs, walk.sweeper.sweep, house.onError));
    deadlines.start();
    walk.wecom.startPolling();
    walk.evidence.startSweeping();
    house.audit.start();
    imports.resumeInBackground();
    ticketImports.resumeInBackground();
    evaluation.startDaily();
  }
  return {
    port: edges?.port ?? 0,
    ...(firstPassword !== undefined && { firstPassword }),
    async sweep() {
      await walk.sweeper.sweepAll();
      await limits.calendar.recount();
      await deadlines.run();
    },
    async stop() {
      await edges?.stop();
      await imports.stop();
      await ticketImports.stop();
      await evaluation.stop();
      await sorting.stop();
      await deadlines.stop();
      await limits.calendar.stop();
      await walk.wecom.stop();
      await walk.wechaty.stop();
      await walk.evidence.stop();
      await Promise.all(repeated.map(({ stop }) => stop()));
      await walk.queue.stop(drainMs);
      await walk.figures.stop();
      await knowledge.close();
      await house.close();
    },
  };
}
