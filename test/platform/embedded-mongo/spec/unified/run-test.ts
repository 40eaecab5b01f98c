import mongoose from 'mongoose';
import { findMismatch, type MatchContext } from './matches.ts';
import { OPERATIONS, showBulkResult, showClientResult } from './operations.ts';
import { asDoc, asDocs, asList, type Doc, isDoc } from './shapes.ts';
import type { SpecTest } from './files.ts';
import { trusted } from '../../trusted.ts';

const { MongoClient } = mongoose.mongo;
type Client = InstanceType<typeof MongoClient>;

/** How a test ended, and whether any of its commands met the refusal error. */
export interface Ending {
  readonly failure: string | undefined;
  readonly isRefused: boolean;
}

const REFUSAL = 'not supported by the embedded database';
const EVENTS = {
  commandStartedEvent: 'commandStarted',
  commandSucceededEvent: 'commandSucceeded',
} as const;

interface Run extends MatchContext {
  readonly entities: Map<string, unknown>;
  readonly events: Map<string, { kind: string; event: Doc }[]>;
  readonly clients: Client[];
  isRefused: boolean;
}

/** Runs one test through the official driver; `setup` is a client that the test does not observe. */
export async function runSpecTest(one: SpecTest, uri: string, setup: Client): Promise<Ending> {
  const run = createRun();
  try {
    await writeInitialData(one.file, setup);
    for (const entity of asDocs(one.file['createEntities'])) await createEntity(run, entity, uri);
    for (const operation of asDocs(one.test['operations']))
      await runOperation(run, operation, setup);
    checkEvents(run, one.test);
    await checkOutcome(one.test, setup);
    return { failure: undefined, isRefused: run.isRefused };
  } catch (error) {
    return {
      failure: error instanceof Error ? error.message : String(error),
      isRefused: run.isRefused,
    };
  } finally {
    for (const client of run.clients) await client.close();
  }
}

function createRun(): Run {
  const entities = new Map<string, unknown>();
  const lsidOf = (name: string): unknown => trusted<{ id: unknown }>(entities.get(name)).id;
  return { entities, lsidOf, events: new Map(), clients: [], isRefused: false };
}

async function writeInitialData(file: Doc, setup: Client): Promise<void> {
  for (const { databaseName, collectionName, documents } of asDocs(file['initialData'])) {
    const database = setup.db(String(databaseName));
    await database.collection(String(collectionName)).drop();
    const list = asDocs(documents);
    if (list.length > 0) await database.collection(String(collectionName)).insertMany(list);
    else await database.createCollection(String(collectionName));
  }
}

async function createEntity(run: Run, entity: Doc, uri: string): Promise<void> {
  const [[kind, value] = ['', {}]] = Object.entries(entity);
  const spec = asDoc(value);
  const id = String(spec['id']);
  if (kind === 'client') run.entities.set(id, await openClient(run, id, spec, uri));
  else if (kind === 'database') {
    const database = trusted<Client>(run.entities.get(String(spec['client']))).db(
      String(spec['databaseName']),
      toOptions(spec['databaseOptions']),
    );
    run.entities.set(id, database);
  } else if (kind === 'collection') {
    const database = trusted<ReturnType<Client['db']>>(run.entities.get(String(spec['database'])));
    run.entities.set(
      id,
      database.collection(String(spec['collectionName']), toOptions(spec['collectionOptions'])),
    );
  } else if (kind === 'session')
    run.entities.set(id, trusted<Client>(run.entities.get(String(spec['client']))).startSession());
  else throw new Error(`the runner does not know the entity ${kind}`);
}

function toOptions(options: unknown): Doc {
  return options === undefined ? {} : asDoc(options);
}

async function openClient(run: Run, id: string, spec: Doc, uri: string): Promise<Client> {
  const { serverApi } = spec;
  const client = new MongoClient(uri, {
    ...toOptions(spec['uriOptions']),
    ...(serverApi === undefined ? {} : { serverApi: trusted(serverApi) }),
    monitorCommands: true,
  });
  run.clients.push(client);
  const events: { kind: string; event: Doc }[] = [];
  run.events.set(id, events);
  const observed = asList(spec['observeEvents']);
  for (const [kind, name] of Object.entries(EVENTS)) {
    client.on(name, (event: unknown) => {
      noteRefusal(run, event);
      if (observed.includes(kind)) events.push({ kind, event: trusted<Doc>(event) });
    });
  }
  client.on('commandFailed', (event) => noteRefusal(run, { failure: event.failure.message }));
  await client.connect();
  return client;
}

function noteRefusal(run: Run, event: unknown): void {
  const { reply, failure } = trusted<Doc>(event);
  if (String(failure).includes(REFUSAL) || JSON.stringify(reply ?? '').includes(REFUSAL))
    run.isRefused = true;
}

async function runOperation(run: Run, operation: Doc, setup: Client): Promise<void> {
  const name = String(operation['name']);
  const args = operation['arguments'] === undefined ? {} : { ...asDoc(operation['arguments']) };
  if (operation['object'] === 'testRunner') return runOwnOperation(run, name, args, setup);
  if (args['session'] !== undefined)
    args['session'] = run.entities.get(trusted<string>(args['session']));
  const call = OPERATIONS.get(name);
  if (call === undefined) throw new Error(`the runner does not know the operation ${name}`);
  const { expectError, expectResult, saveResultAsEntity } = operation;
  const ended = await call(run.entities.get(String(operation['object'])), args).then(
    (result) => ({ result, error: undefined }),
    (error: unknown) => ({ result: undefined, error }),
  );
  if (operation['ignoreResultAndError'] === true) return;
  if (expectError !== undefined) return checkError(run, asDoc(expectError), ended.error);
  if (ended.error !== undefined) throw ended.error;
  if (saveResultAsEntity !== undefined)
    run.entities.set(trusted<string>(saveResultAsEntity), ended.result);
  if (Object.hasOwn(operation, 'expectResult')) {
    refuseMismatch('result', checkResult(expectResult, ended.result, run));
  }
}

function checkResult(expected: unknown, result: unknown, run: Run): string | undefined {
  if (!Array.isArray(expected) || !Array.isArray(result))
    return findMismatch(expected, result, run);
  if (expected.length !== result.length) return `${result.length} items, not ${expected.length}`;
  return expected.map((item, index) => findMismatch(item, result[index], run)).find(Boolean);
}

function refuseMismatch(what: string, mismatch: string | undefined): void {
  if (mismatch !== undefined) throw new Error(`${what} ${mismatch}`);
}

async function runOwnOperation(run: Run, name: string, args: Doc, setup: Client): Promise<void> {
  switch (name) {
    case 'assertCollectionExists': {
      const found = await setup
        .db(String(args['databaseName']))
        .listCollections({ name: args['collectionName'] })
        .toArray();
      if (found.length === 0) throw new Error('the collection does not exist');
      return;
    }
    case 'assertSameLsidOnLastTwoCommands': {
      const started = (run.events.get(String(args['client'])) ?? []).filter(
        ({ kind }) => kind === 'commandStartedEvent',
      );
      const [a, b] = started.slice(-2).map(({ event }) => asDoc(event['command'])['lsid']);
      return refuseMismatch('lsid', findMismatch(a, b, run));
    }
    case 'failPoint':
      await trusted<Client>(run.entities.get(String(args['client'])))
        .db('admin')
        .command(asDoc(args['failPoint']));
      return;
    default:
      throw new Error(`the runner does not know the operation ${name}`);
  }
}

function checkError(run: Run, expected: Doc, error: unknown): void {
  if (!isDoc(error)) throw new Error('an error was expected');
  const {
    errorCode,
    errorCodeName,
    errorContains,
    errorResponse,
    expectResult,
    isClientError,
    writeErrors,
  } = expected;
  const isServerError = error instanceof mongoose.mongo.MongoServerError;
  if (isClientError === true && isServerError && error.code !== undefined) throw error;
  if (isClientError === false && !isServerError) throw error;
  const message = String(error['message']).toLowerCase();
  if (
    errorContains !== undefined &&
    !message.includes(trusted<string>(errorContains).toLowerCase())
  )
    throw error;
  if (errorCode !== undefined)
    refuseMismatch('code', findMismatch({ code: errorCode }, error, run));
  if (errorCodeName !== undefined)
    refuseMismatch('codeName', findMismatch({ codeName: errorCodeName }, error, run));
  const response = isDoc(error['errorResponse']) ? error['errorResponse'] : error;
  if (errorResponse !== undefined)
    refuseMismatch('response', findMismatch(errorResponse, response, run));
  if (expectResult !== undefined)
    refuseMismatch('partial result', findMismatch(expectResult, partialResult(error), run));
  for (const [index, wanted] of Object.entries(
    writeErrors === undefined ? {} : asDoc(writeErrors),
  )) {
    const actual =
      error['writeErrors'] instanceof Map ? error['writeErrors'].get(Number(index)) : undefined;
    refuseMismatch(`write error ${index}`, findMismatch(wanted, actual, run));
  }
}

function partialResult(error: Doc): unknown {
  if (isDoc(error['partialResult'])) return showClientResult(error['partialResult']);
  return isDoc(error['result']) ? showBulkResult(error['result']) : undefined;
}

function checkEvents(run: Run, test: Doc): void {
  for (const { client, events, eventType = 'command', ignoreExtraEvents } of asDocs(
    test['expectEvents'],
  )) {
    if (eventType !== 'command')
      throw new Error(`the runner does not observe ${String(eventType)} events`);
    const actual = run.events.get(String(client)) ?? [];
    const expected = asDocs(events);
    if (
      actual.length < expected.length ||
      (actual.length > expected.length && ignoreExtraEvents !== true)
    ) {
      throw new Error(`${actual.length} events, not ${expected.length}`);
    }
    for (const [index, wanted] of expected.entries()) {
      const [[kind, fields] = ['', {}]] = Object.entries(wanted);
      if (actual[index]?.kind !== kind) throw new Error(`event ${index} is no ${kind}`);
      for (const [name, value] of Object.entries(asDoc(fields))) {
        refuseMismatch(
          `event ${index} ${name}`,
          findMismatch(value, actual[index]?.event[name], run),
        );
      }
    }
  }
}

async function checkOutcome(test: Doc, setup: Client): Promise<void> {
  for (const { databaseName, collectionName, documents } of asDocs(test['outcome'])) {
    const collection = setup.db(String(databaseName)).collection(String(collectionName));
    const actual = await collection.find({}, { sort: { _id: 1 } }).toArray();
    const context: MatchContext = { entities: new Map(), lsidOf: () => undefined };
    refuseMismatch('outcome', findMismatch(documents, actual, context));
  }
}
