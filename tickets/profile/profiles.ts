import { TicketError } from '../errors.ts';
import type { Procedure } from '../procedure.ts';
import { defaultProcedures } from '../procedures/index.ts';
import type { Ticket } from '../ticket.ts';
import { defaultProfile } from './default-profile.ts';
import { nameOrgans } from './name-organs.ts';
import type { Profile, ProfileStore } from './profile.ts';

/** The procedures as they run under a profile: its version is theirs. */
export function toProcedures({ version, limits, validFrom }: Profile): readonly Procedure[] {
  const own = { version, limits, ...(validFrom !== undefined && { validFrom }) };
  return defaultProcedures.map((procedure) => ({ ...procedure, ...own }));
}

/** Every version there is, in one place that stays the same: whoever holds it sees what is published later. */
export type Profiles = {
  /** Oldest first. */
  readonly all: readonly Profile[];
  readonly procedures: readonly Procedure[];
  /** The newest, whether it counts already or soon. */
  readonly newest: () => Profile;
  /** The one that new tickets begin under. */
  readonly findAt: (at: Date) => Profile;
  /** The profile of the version, its organs named. A missing one is a bug: versions are never removed. */
  readonly find: (version: number) => Profile;
  /** The profile that the ticket began under. */
  readonly findFor: (ticket: Pick<Ticket, 'procedure'>) => Profile;
  /** Takes in what any process has published. */
  readonly refresh: () => Promise<void>;
  /** Throws TicketError: ticket_version_conflict when another version came first. */
  readonly publish: (profile: Profile) => Promise<void>;
};

export function createProfiles(store: ProfileStore): Profiles {
  const all: Profile[] = [];
  const procedures: Procedure[] = [];
  const newest = (): Profile => all.at(-1) ?? defaultProfile;

  function add(profile: Profile): void {
    if (all.some(({ version }) => version === profile.version)) return;
    all.push(profile);
    procedures.push(...toProcedures(profile));
  }
  add(defaultProfile);

  function find(version: number): Profile {
    const found = all.find((profile) => profile.version === version);
    if (found === undefined) throw new Error(`no profile ${version}`);
    return nameOrgans(found, newest());
  }

  async function refresh(): Promise<void> {
    for (const profile of await store.list()) add(profile);
  }

  return {
    all,
    procedures,
    newest,
    findAt: (at) =>
      all.findLast(({ validFrom }) => validFrom === undefined || validFrom <= at) ?? defaultProfile,
    find,
    findFor: ({ procedure }) => find(procedure.version),
    refresh,
    async publish(profile) {
      await refresh();
      const isNext = profile.version === newest().version + 1;
      if (!isNext || !(await store.insert(profile))) {
        await refresh();
        throw new TicketError('ticket_version_conflict', { currentVersion: newest().version });
      }
      add(profile);
    },
  };
}
