import { Double, Long } from 'bson';
import { MongoError, notSupported, typeMismatch } from '../errors.ts';
import { isDocument } from '../query/index.ts';
import type { Engine } from '../storage/engine.ts';
import type { Turn } from '../storage/turns.ts';
import type { Document } from '../types.ts';
import type { Cursors } from './cursors.ts';

/** One command on its way through the server. */
export interface Request {
  readonly engine: Engine;
  readonly cursors: Cursors;
  readonly name: string;
  readonly database: string;
  readonly body: Document;
  /** Documents that came beside the body, still encoded. */
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
  readonly turn: Turn;
  readonly now: Date;
}

/** A command: the closed list of its own fields, and what it does. */
export interface Command {
  readonly fields: readonly string[];
  run(request: Request): Promise<Document | Buffer> | Document | Buffer;
}

/** Fields that any command may carry; what is harmless is taken, the rest has a rule below. */
const COMMON_FIELDS = new Set([
  '$db',
  '$clusterTime',
  '$readPreference',
  'apiDeprecationErrors',
  'apiStrict',
  'apiVersion',
  'comment',
  'lsid',
  'maxTimeMS',
  'readConcern',
  'writeConcern',
]);
const TRANSACTION_FIELDS = new Set(['txnNumber', 'startTransaction', 'autocommit']);
const READ_LEVELS = new Set(['local', 'available', 'majority', 'linearizable']);

/** Refuses every field that the command does not know: nothing is silently ignored. */
export function checkFields(name: string, { fields }: Command, body: Document): void {
  for (const field of Object.keys(body)) {
    if (field === name || COMMON_FIELDS.has(field) || fields.includes(field)) continue;
    if (TRANSACTION_FIELDS.has(field)) throw noTransactions();
    throw notSupported(`BSON field '${name}.${field}' is an unknown field: it`, 40415);
  }
  checkReadConcern(body['readConcern']);
  checkWriteConcern(body['writeConcern']);
}

/** Checks the fields of a part of a command, such as one statement of an update. */
export function checkPart(what: string, part: Document, fields: ReadonlySet<string>): void {
  for (const field of Object.keys(part)) {
    if (!fields.has(field)) {
      throw notSupported(`BSON field '${what}.${field}' is an unknown field: it`, 40415);
    }
  }
}

function noTransactions(): MongoError {
  return new MongoError(
    'IllegalOperation',
    'a transaction is not supported by the embedded database; set MONGODB_URI',
  );
}

function checkReadConcern(concern: unknown): void {
  if (concern === undefined) return;
  if (!isDocument(concern)) throw typeMismatch('readConcern must be an object');
  const { level, ...others } = concern;
  const isKnown = level === undefined || (typeof level === 'string' && READ_LEVELS.has(level));
  if (!isKnown || Object.keys(others).some((field) => field !== 'afterClusterTime')) {
    throw new MongoError(
      'InvalidOptions',
      'this readConcern is not supported by the embedded database; set MONGODB_URI',
    );
  }
}

/** Every write waits for the disk, which is more than any write concern of one server asks. */
function checkWriteConcern(concern: unknown): void {
  if (concern === undefined) return;
  if (!isDocument(concern)) throw typeMismatch('writeConcern must be an object');
  const { w } = concern;
  const count = toNumber(w);
  if (w === undefined || w === 'majority' || count === 0 || count === 1) return;
  throw new MongoError('BadValue', "cannot use 'w' > 1 when a host is not replicated");
}

/** A numeric BSON value as a number; undefined for anything else. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Double) return value.value;
  return value instanceof Long ? value.toNumber() : undefined;
}

/** A document field; `fallback` when absent, refused when it is something else. */
export function takeDocument(body: Document, field: string): Document | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (isDocument(value)) return value;
  throw typeMismatch(`BSON field '${field}' is the wrong type, expected type 'object'`);
}

/** A whole number of at least zero. */
export function takeCount(body: Document, field: string): number | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  const count = toNumber(value);
  if (count === undefined) throw typeMismatch(`BSON field '${field}' must be a number`);
  if (!Number.isInteger(count) || count < 0) {
    throw new MongoError(
      51024,
      `BSON field '${field}' value must be >= 0, actual value '${count}'`,
    );
  }
  return count;
}

/** A boolean, or a number that stands for one. */
export function takeFlag(body: Document, field: string): boolean {
  const value = body[field];
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  const number = toNumber(value);
  if (number === undefined) throw typeMismatch(`BSON field '${field}' must be a boolean`);
  return number !== 0;
}

/** A non-empty string. */
export function takeString(body: Document, field: string): string {
  const value = body[field];
  if (typeof value === 'string' && value !== '') return value;
  throw typeMismatch(`BSON field '${field}' is the wrong type, expected type 'string'`);
}

/** A list of documents. */
export function takeDocuments(body: Document, field: string): readonly Document[] {
  const value = body[field];
  if (Array.isArray(value) && value.every(isDocument)) return value;
  throw typeMismatch(`BSON field '${field}' must be an array of objects`);
}

/** Refuses options that change the answer in a way that is not built. */
export function refuseSet(body: Document, fields: readonly string[]): void {
  for (const field of fields) {
    const value = body[field];
    if (value !== undefined && value !== false && value !== null) {
      throw new MongoError(
        'CommandNotSupported',
        `the option ${field} is not supported by the embedded database; set MONGODB_URI`,
      );
    }
  }
}

/** The namespace that a command names; a bad name is refused. */
export function takeNamespace({ name, database, body }: Request): string {
  const collection = body[name];
  if (typeof collection !== 'string') {
    throw new MongoError('InvalidNamespace', `collection name has invalid type`);
  }
  return toNamespace(database, collection);
}

export function toNamespace(database: string, collection: string): string {
  const isBad =
    collection === '' || /^\.|\.$|\.\.|\$|\0/.test(collection) || collection.startsWith('system.');
  if (isBad || database === '' || /[ "$./\\\0]/.test(database)) {
    throw new MongoError(
      'InvalidNamespace',
      `Invalid namespace specified '${database}.${collection}'`,
    );
  }
  if (Buffer.byteLength(database) + Buffer.byteLength(collection) > 254) {
    throw new MongoError('InvalidNamespace', 'Fully qualified namespace is too long');
  }
  return `${database}.${collection}`;
}
