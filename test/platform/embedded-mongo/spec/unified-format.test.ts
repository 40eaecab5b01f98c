import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import mongoose from 'mongoose';
import { startTestServer, type TestServer } from '../../../support/mongo.ts';
import { driverGapOf, reasonOutside } from './classify.ts';
import { type Deployment, mayRun, readSpecTests, type SpecTest } from './unified/files.ts';
import { type Ending, runSpecTest } from './unified/run-test.ts';
import { asDoc } from './unified/shapes.ts';

/**
 * MongoDB's own driver tests, through the official driver. `outside.json` lists those beyond the
 * supported surface with a reason, `known-failures.json` those inside that do not pass yet, and
 * `driver-gaps.json` those that the driver's own runner skips because no server passes them.
 */
type Client = InstanceType<typeof mongoose.mongo.MongoClient>;

const readList = (name: string): { [key: string]: unknown } =>
  asDoc(JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')));

const STANDALONE = { version: '8.0.0', topology: 'single' };
const outside = readList('outside.json');
const driverGaps = readList('driver-gaps.json');
const knownFailures = readList('known-failures.json');
const all = readSpecTests();
const eligible = (all ?? []).filter((one) => mayRun(one, STANDALONE));
const inside = eligible.filter(
  ({ key }) => outside[key] === undefined && driverGaps[key] === undefined,
);
/** A real MongoDB, when one is named, does what this one refuses. */
const onEmbedded = (process.env['MONGODB_URI'] ?? '') === '' ? describe : describe.skip;
const suite = all === undefined ? describe.skip : describe;

/** The list that a rule gives. */
function listBy(rule: (one: SpecTest) => string | undefined): { [key: string]: unknown } {
  const ruled = eligible.map((one) => [one.key, rule(one)] as const);
  return Object.fromEntries(ruled.filter(([, reason]) => reason !== undefined));
}

async function readDeployment(client: Client): Promise<Deployment> {
  const { version } = await client.db('admin').command({ buildInfo: 1 });
  const { setName } = await client.db('admin').command({ hello: 1 });
  return { version: String(version), topology: setName === undefined ? 'single' : 'replicaset' };
}

suite("MongoDB's unified tests", () => {
  let server: TestServer;
  let setup: Client;

  beforeAll(async () => {
    server = await startTestServer();
    setup = await new mongoose.mongo.MongoClient(server.uri).connect();
  });

  afterAll(async () => {
    await setup.close();
    await server.stop();
  });

  const runAll = async (tests: readonly SpecTest[]): Promise<Map<string, Ending>> => {
    const endings = new Map<string, Ending>();
    for (const one of tests) endings.set(one.key, await runSpecTest(one, server.uri, setup));
    return endings;
  };

  it('lists as outside exactly what the rule puts there, with the same reason', () => {
    expect(driverGaps).toEqual(listBy(driverGapOf));
    expect(outside).toEqual(
      listBy((one) => (driverGapOf(one) === undefined ? reasonOutside(one) : undefined)),
    );
    expect(inside.length).toBeGreaterThanOrEqual(320);
  });

  it('passes those inside, but for the known failures', async () => {
    const deployment = await readDeployment(setup);
    const endings = await runAll(inside.filter((one) => mayRun(one, deployment)));
    const failed = Object.fromEntries(
      [...endings]
        .filter(([, { failure }]) => failure !== undefined)
        .map(([key, { failure }]) => [key, failure]),
    );
    const passed = endings.size - Object.keys(failed).length;
    process.stdout.write(
      `unified tests: ${all?.length} in all, ${eligible.length} may run on a standalone, ` +
        `${inside.length} inside, ${passed} passed, ${Object.keys(outside).length} outside, ` +
        `${Object.keys(driverGaps).length} that this driver cannot pass\n`,
    );
    expect(failed).toEqual(knownFailures);
    expect(passed / endings.size).toBeGreaterThanOrEqual(0.98);
  }, 120_000);

  onEmbedded('on the embedded database', () => {
    it('refuses those outside in so many words', async () => {
      const endings = await runAll(eligible.filter(({ key }) => outside[key] !== undefined));
      const silent = [...endings].filter(([, { isRefused }]) => !isRefused);
      expect(silent.map(([key, { failure }]) => [key, failure])).toEqual([]);
    }, 120_000);
  });
});
