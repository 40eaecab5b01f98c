import type { SpecTest } from './unified/files.ts';
import { asDoc, asDocs, asList, type Doc, isDoc } from './unified/shapes.ts';

/** The commands, stages and options that the embedded database supports, as its README names them. */
const STAGES = new Set([
  '$match',
  '$project',
  '$set',
  '$addFields',
  '$unset',
  '$sort',
  '$limit',
  '$skip',
  '$group',
  '$unwind',
  '$count',
  '$facet',
  '$lookup',
  '$bucket',
  '$sortByCount',
]);
const COMMANDS = new Set([
  'ping',
  'hello',
  'insert',
  'find',
  'aggregate',
  'listCollections',
  'listIndexes',
  'count',
  'getMore',
]);
const COLLECTION_OPTIONS = new Set(['collection', 'session', 'writeConcern']);
const SEARCH = /SearchIndex/;

const COLLECTION_CHANGES = new Set(['expireAfterSeconds', 'keyPattern', 'name']);
/** Expression operators, and stages of updates, that the tests use and that lie outside. */
const OPERATORS = new Set(['$setField', '$rand', '$replaceRoot']);

/** Why a test lies outside the supported surface, by what it asks for and not by how it ends; undefined when inside. */
export function reasonOutside({ test }: SpecTest): string | undefined {
  for (const operation of asDocs(test['operations'])) {
    const args = operation['arguments'] === undefined ? {} : asDoc(operation['arguments']);
    const reason = reasonOfOperation(String(operation['name']), args, operation['object']);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function reasonOfOperation(name: string, args: Doc, object: unknown): string | undefined {
  if (name === 'failPoint') return 'fail points';
  if (name === 'withTransaction') return 'transactions';
  if (SEARCH.test(name)) return 'search indexes of Atlas';
  if (name === 'assertNumberConnectionsCheckedOut') return 'events of the connection pool';
  if (name === 'createCollection' || name === 'modifyCollection')
    return reasonOfCollection(name, args);
  if (args['cursorType'] !== undefined) return 'tailable cursors';
  if (typeof args['commandName'] === 'string' && !COMMANDS.has(args['commandName'])) {
    return `the command ${args['commandName']}`;
  }
  if (name === 'aggregate' && String(object).startsWith('database'))
    return 'pipelines without a collection';
  const command = isDoc(args['command']) ? args['command'] : {};
  if (command['lsid'] !== undefined || command['txnNumber'] !== undefined) return 'transactions';
  const pipeline = reasonOfPipeline(args['pipeline']) ?? reasonOfPipeline(command['pipeline']);
  const operator = [...namesIn(args)].find((field) => OPERATORS.has(field));
  return pipeline ?? (operator === undefined ? undefined : `the operator ${operator}`);
}

function* namesIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* namesIn(item);
  else if (isDoc(value)) {
    for (const [name, item] of Object.entries(value)) {
      yield name;
      yield* namesIn(item);
    }
  }
}

function reasonOfCollection(name: string, args: Doc): string | undefined {
  const index = isDoc(args['index']) ? Object.keys(args['index']) : [];
  const option =
    Object.keys(args).find((field) => !COLLECTION_OPTIONS.has(field) && field !== 'index') ??
    index.find((field) => !COLLECTION_CHANGES.has(field));
  return option === undefined ? undefined : `the option ${option} of ${name}`;
}

function reasonOfPipeline(pipeline: unknown): string | undefined {
  const names = asList(pipeline).map((stage) => Object.keys(asDoc(stage))[0] ?? '');
  const stage = names.find((name) => !STAGES.has(name));
  return stage === undefined ? undefined : `the pipeline stage ${stage}`;
}

/** What the driver itself does not do yet, so that no server passes the test; its own runner skips these too. */
export function driverGapOf({ test }: SpecTest): string | undefined {
  for (const operation of asDocs(test['operations'])) {
    const args = isDoc(operation['arguments']) ? operation['arguments'] : {};
    const name = String(operation['name']);
    if (
      args['bypassDocumentValidation'] === false &&
      /^(?:insertMany|bulkWrite|findOneAnd.*|aggregate)$/.test(name)
    ) {
      return 'NODE-6484: the driver does not send bypassDocumentValidation: false';
    }
    if (insertedBy(args).some((document) => document['_id'] === null)) {
      return 'NODE-6468: the driver replaces an _id of null';
    }
    const error = isDoc(operation['expectError']) ? operation['expectError'] : {};
    if (isDoc(error['expectResult']) && error['expectResult']['$$unsetOrMatches'] !== undefined) {
      return 'NODE-6384: the driver always sets partialResult';
    }
  }
  return undefined;
}

function insertedBy(args: Doc): Doc[] {
  const requests = [...asDocs(args['requests']), ...asDocs(args['models'])];
  const inner = requests.flatMap((request) =>
    isDoc(request['insertOne']) ? [request['insertOne']] : [],
  );
  return [args, ...inner].flatMap(({ document, documents }) => [
    ...(isDoc(document) ? [document] : []),
    ...asDocs(documents),
  ]);
}
