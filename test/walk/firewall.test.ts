import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { besideRoutes, describedRoutes, toFilled, toProbe } from '../support/firewall-routes.ts';
import {
  bystander,
  enrolPerson,
  unitPeople,
  type Enrolled,
  type UnitPerson,
} from '../support/firewall-people.ts';
import {
  layWorld,
  reporterA,
  reporterB,
  units,
  type FirewallWorld,
} from '../support/firewall-world.ts';
import { listMountedRoutes } from '../support/mounted-routes.ts';
import { recordHttp, type RecordedHttp } from '../support/recorded-http.ts';
import { openWalkHouse, type WalkHouse } from '../support/walk-house.ts';

type Seen = {
  readonly who: UnitPerson;
  readonly route: string;
  readonly status: number;
  readonly text: string;
};

/** Long enough for a change to be polled. */
const streamMs = 1600;

let house: WalkHouse;
let http: RecordedHttp;
let world: FirewallWorld;
let described: readonly string[] = [];
let canaries: Readonly<Record<string, string>> = {};
const seen: Seen[] = [];
const enrolled = new Map<string, Enrolled>();

beforeAll(async () => {
  house = await openWalkHouse();
  http = recordHttp(house.url);
  const { paths } = (await http.ask('GET', '/api/openapi.json')).body;
  described = Object.entries<object>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  world = await layWorld(house, http);
  canaries = listCanaries();
  await Promise.all(
    [...unitPeople, bystander].map(async (who) => {
      enrolled.set(who.name, await enrolPerson(house, http, world, who));
    }),
  );
  await answerAsUnit();
  await Promise.all([...unitPeople, bystander].map(callEverything));
}, 240_000);
afterAll(() => house.stop());

/** Whatever leads from a paper back to who complained, and their words. */
function listCanaries(): Readonly<Record<string, string>> {
  const { first, second, ticketIds, personIds, fileId } = world;
  return {
    'name of A': reporterA.name,
    'phone of A': reporterA.phone,
    'words of A': reporterA.story.slice(0, 8),
    'openid of A': reporterA.openId,
    'number of A': first.number,
    'code of A': first.code,
    'ticket of A': ticketIds[0] ?? '',
    'person of A': personIds[0] ?? '',
    'name of B': reporterB.name,
    'phone of B': reporterB.phone,
    'words of B': reporterB.story.slice(0, 8),
    'file name of B': reporterB.fileName,
    'camera of B': reporterB.artist,
    'number of B': second.number,
    'code of B': second.code,
    'ticket of B': ticketIds[1] ?? '',
    'person of B': personIds[1] ?? '',
    'session of B': second.person.sessionId,
    'picture of B': fileId,
  };
}

const unitPath = (path: string) => `/api/unit/documents/${world.document.id}${path}`;
const callOf = (name: string): Enrolled['call'] => {
  const person = enrolled.get(name);
  if (person === undefined) throw new Error(`nobody is called ${name}`);
  return person.call;
};

/** The unit that was served does all that it may. */
async function answerAsUnit(): Promise<void> {
  const officer = callOf('officer.acting');
  const say = (kind: string, more: object = {}) =>
    officer('POST', unitPath('/replies'), { body: { key: `said-${kind}`, kind, ...more } });
  await say('acknowledgement');
  const headers = { 'idempotency-key': 'case-file', 'x-file-name': 'case.pdf' };
  const { body } = await officer('POST', unitPath('/files'), { headers, raw: '%PDF-1.7 case' });
  await say('objection', { text: '我队认为不属实。', fileIds: [body.id] });
  await say('rectification', { text: '已组织学习。' });
}

async function callEverything(who: UnitPerson): Promise<void> {
  const call = callOf(who.name);
  const real = toFilled(world);
  for (const route of [...describedRoutes, ...besideRoutes]) {
    const probe = toProbe(route, real);
    if (probe === undefined) continue;
    const { method, path, body, isStream } = probe;
    const { status, text } = isStream
      ? await listen(who, path)
      : await call(method, path, body === undefined ? {} : { body });
    seen.push({ who, route, status, text });
  }
}

/** A stream while the ticket moves. */
async function listen(who: UnitPerson, path: string) {
  const { cookie = '' } = enrolled.get(who.name) ?? {};
  let status = 0;
  let text = '';
  try {
    const signal = AbortSignal.timeout(streamMs);
    const response = await fetch(house.url + path, { headers: { cookie }, signal });
    status = response.status;
    await world.stir();
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  } catch (error) {
    // Of another realm than the test's, so told by its name.
    if (Object(error).name !== 'TimeoutError') throw error;
  }
  return { status, text };
}

const agency = () => seen.filter(({ who }) => who.side === 'agency');

/** What the holder of a receipt code reads. */
const progress = (code: string) =>
  http.as('code_holder', {})('POST', '/progress', { body: { code } });

function findLeaks(place: string, text: string): readonly string[] {
  return Object.entries(canaries)
    .filter(([, canary]) => text.includes(canary))
    .map(([name]) => `${name} in ${place}`);
}

describe('the list of routes', () => {
  test('names every route that the description of the API has, and no other', () => {
    expect(described.length).toBeGreaterThan(100);
    expect(described.toSorted()).toEqual(describedRoutes.toSorted());
  });

  test('names every route for files, streams and pages that is mounted beside it', () => {
    expect(listMountedRoutes().toSorted()).toEqual(besideRoutes.toSorted());
  });

  test('was called by everybody', () => {
    const routes = new Set(seen.map(({ route }) => route));
    const unheard = [...describedRoutes, ...besideRoutes].filter((route) => !routes.has(route));
    expect(unheard.filter((route) => toProbe(route, toFilled(world)) !== undefined)).toEqual([]);
    expect(seen.length).toBe(routes.size * (unitPeople.length + 1));
  });
});

describe('who complained, and what they said', () => {
  test('is known to the bureau, so that there is something to find', async () => {
    const { text } = await world.admin('GET', `/api/admin/tickets/${world.first.number}`);
    expect(text).toContain(reporterA.story.slice(0, 8));
    expect(Object.values(canaries).filter((canary) => canary.length < 3)).toEqual([]);
  });

  test('is in no answer to anybody on the unit’s side', () => {
    const leaks = seen
      .filter(({ who }) => who !== bystander)
      .flatMap(({ who, route, text }) => findLeaks(`${route} for ${who.name}`, text));
    expect(leaks).toEqual([]);
  });

  test('is found by the same calls for a colleague whose unit has no part in it', () => {
    const found = seen
      .filter(({ who }) => who === bystander)
      .flatMap(({ route, text }) => findLeaks(route, text));
    expect(found).toEqual(
      expect.arrayContaining([
        'words of A in GET /api/admin/tickets',
        'words of A in GET /api/admin/tickets/{number}',
        'phone of A in POST /api/admin/tickets/{number}/reveal',
        'camera of B in POST /api/admin/files/:id/original',
        'number of A in GET /api/admin/tasks',
        'number of A in GET /api/admin/events',
      ]),
    );
  });

  test('is in no log line', () => {
    expect(house.output().split('\n').length).toBeGreaterThan(100);
    const { 'number of A': _a, 'number of B': _b, ...secrets } = canaries;
    const leaks = Object.entries(secrets).filter(
      ([name, canary]) => !/^(ticket|picture|person)/.test(name) && house.output().includes(canary),
    );
    expect(leaks).toEqual([]);
  });

  test('is in nothing that is stored for units', async () => {
    const { connection } = house.database;
    const kept = await Promise.all(
      ['unit_replies', 'unit_files', 'units'].map((name) =>
        connection.collection(name).find().toArray(),
      ),
    );
    expect(kept.map((rows) => rows.length > 0)).toEqual([true, true, true]);
    expect(findLeaks('what is stored', JSON.stringify(kept))).toEqual([]);
    const cards = await connection
      .collection('staffcalls')
      .find({ accountId: { $in: [...enrolled.values()].map(({ accountId }) => accountId) } })
      .toArray();
    expect(findLeaks('a card', JSON.stringify(cards))).toEqual([]);
  });
});

describe('an officer of a unit', () => {
  test('is refused at every route of the bureau’s desk', () => {
    const open = ['GET', 'POST', 'DELETE'].map((method) => `${method} /api/admin/session`);
    const own = [...open, 'POST /api/admin/session/password', 'POST /api/admin/wecom-code'];
    const letIn = agency().filter(
      ({ route, status }) =>
        route.includes('/api/admin/') && !own.includes(route) && status !== 403,
    );
    expect(letIn.map(({ who, route, status }) => `${who.name} ${route} ${status}`)).toEqual([]);
  });

  test('of the unit that was served reads the paper in its paraphrase, and others nothing', () => {
    const read = agency().filter(({ route }) => route === 'GET /api/unit/documents/{id}');
    const answers = Object.fromEntries(read.map(({ who, status }) => [who.name, status]));
    expect(answers).toEqual({
      'officer.acting': 200,
      'officer.organ': 404,
      'officer.twice': 404,
      'officer.government': 404,
      'officer.below': 404,
      'officer.other': 404,
    });
    expect(read.find(({ status }) => status === 200)?.text).toContain(world.document.paraphrase);
  });

  test('cannot be made anything else besides at account keeping', async () => {
    const account = {
      username: 'officer.double',
      name: '双重身份',
      roles: ['agency_officer', 'handler'],
      password: 'Wall-of-paper-2026',
    };
    const made = await world.admin('POST', '/api/admin/accounts', { body: account });
    expect(made.body.code).toBe('agency_officer_not_alone');
    const { items } = (await world.admin('GET', '/api/admin/accounts')).body;
    const { id, version } = items.find(
      ({ username }: { readonly username: string }) => username === 'officer.other',
    );
    const body = { version, roles: ['agency_officer', 'section_head'] };
    const changed = await world.admin('PATCH', `/api/admin/accounts/${id}`, { body });
    expect(changed.body.code).toBe('agency_officer_not_alone');
  });
});

test('what a unit replied is read by the bureau beside the ticket', async () => {
  const path = `/api/admin/tickets/${world.first.number}/unit-replies`;
  const [item] = (await world.admin('GET', path)).body.items;
  const [unit] = item.units;
  expect(unit.unit).toBe(units.acting.name);
  const kinds = unit.replies.map(({ kind }: { readonly kind: string }) => kind);
  expect(kinds).toEqual(['acknowledgement', 'objection', 'rectification']);
});

test('two people whose tickets were merged never learn of each other', async () => {
  const ofA = ['name of A', 'phone of A', 'words of A', 'number of A', 'code of A', 'person of A'];
  const ofB = ofA.map((name) => name.replace('of A', 'of B'));
  const a = await progress(world.first.code);
  const b = await progress(world.second.code);
  expect([a.status, b.status]).toEqual([200, 200]);
  const lines = JSON.stringify(await world.second.person.readLines());
  const leaks = [
    ...findLeaks('A’s page', a.text).filter((leak) => ofB.some((name) => leak.startsWith(name))),
    ...findLeaks('B’s page', b.text).filter((leak) => ofA.some((name) => leak.startsWith(name))),
    ...findLeaks('B’s chat', lines).filter((leak) => ofA.some((name) => leak.startsWith(name))),
  ];
  expect(leaks).toEqual([]);
});
