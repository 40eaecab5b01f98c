import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import {
  diffValues,
  listProfileFaults,
  type Profile,
  type ProfileDraft,
  TicketError,
} from '../../tickets/index.ts';
import { expectStaff } from '../caller.ts';
import { listNames } from '../dossier.ts';
import { canEditProfile, canReadProfile } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import {
  ProfileCheckSchema,
  ProfileCheckViewSchema,
  ProfileListSchema,
  ProfileVersionSchema,
  ProfileViewSchema,
} from './profiles.schema.ts';

/** Every process reads what was published within seconds; it counts for new tickets once all have. */
const leadMs = 30_000;
const maxBodyBytes = 2 * 1024 * 1024;
const path = '/api/admin/profiles';

/** The rules of the bureau in their versions: read, checked against the newest, published. */
export function createProfileRoutes(ports: AdminPorts): readonly Route[] {
  const { profiles, accounts, audit, now } = ports;

  function toMeta({ version, name, validFrom, publishedBy }: Profile, names: Names) {
    const publisher = publishedBy === undefined ? undefined : names.get(publishedBy);
    return {
      version,
      name,
      isRunning: version === profiles.findAt(now()).version,
      ...(validFrom !== undefined && { validFrom: validFrom.toISOString() }),
      ...(publisher !== undefined && { publishedBy: publisher }),
    };
  }

  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'The versions of the profile',
      audience: 'staff',
      policy: canReadProfile,
      response: ProfileListSchema,
      handle: async () => ({ names: await listNames(accounts), newest: profiles.newest().version }),
      present: ({ names, newest }) => ({
        items: profiles.all.map((profile) => toMeta(profile, names)).toReversed(),
        newest,
      }),
    }),
    defineRoute({
      method: 'get',
      path: `${path}/:version`,
      summary: 'One version of the profile, whole',
      audience: 'staff',
      policy: canReadProfile,
      params: ProfileVersionSchema,
      response: ProfileViewSchema,
      async handle({ params }) {
        const found = profiles.all.find(({ version }) => version === params.version);
        if (found === undefined) throw new HttpError('not_found');
        return { found, names: await listNames(accounts) };
      },
      present: ({ found, names }) => ({ ...toMeta(found, names), profile: toDraft(found) }),
    }),
    defineRoute({
      method: 'post',
      path: `${path}/check`,
      summary: 'What is wrong with a draft, and what it changes against the newest version',
      audience: 'staff',
      policy: canReadProfile,
      body: ProfileCheckSchema,
      maxBodyBytes,
      response: ProfileCheckViewSchema,
      handle: async ({ body }) => body.profile,
      present: (profile) => ({
        faults: [...listProfileFaults(profile)],
        changes: diffValues(toDraft(profiles.newest()), profile).map(({ path: at, ...change }) => ({
          path: [...at],
          ...change,
        })),
      }),
    }),
    defineRoute({
      method: 'post',
      path,
      summary: 'Publish a draft as the next version; it counts for new tickets within a minute',
      audience: 'staff',
      policy: canEditProfile,
      body: ProfileCheckSchema,
      maxBodyBytes,
      response: ProfileListSchema,
      async handle({ body: { base, profile }, caller }) {
        refuseFaults(profile);
        const newest = profiles.newest().version;
        if (base !== newest) {
          throw new TicketError('ticket_version_conflict', { currentVersion: newest });
        }
        const { accountId } = expectStaff(caller);
        const version = base + 1;
        const validFrom = new Date(now().getTime() + leadMs);
        await profiles.publish({ ...profile, version, validFrom, publishedBy: accountId });
        const object = `profile-${version}`;
        await audit.record({ at: now(), accountId, action: 'profile.publish', object });
        return listNames(accounts);
      },
      present: (names) => ({
        items: profiles.all.map((profile) => toMeta(profile, names)).toReversed(),
        newest: profiles.newest().version,
      }),
    }),
  ];
}

type Names = ReadonlyMap<string, string>;

function refuseFaults(profile: ProfileDraft): void {
  const faults = listProfileFaults(profile);
  if (faults.length === 0) return;
  const fields = faults.map((fault) => ({
    path: `body.profile.${fault.path}`,
    rule: fault.rule,
  }));
  throw new HttpError('request_invalid', { fields });
}

/** What is edited of it, as plain data; `response` refuses what does not fit the shape of a draft. */
function toDraft({ version: _1, validFrom: _2, publishedBy: _3, ...draft }: Profile): ProfileDraft {
  return draft;
}
