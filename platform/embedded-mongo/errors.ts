import type { Document } from './types.ts';

/** The codes that this server answers with, by MongoDB's names (error_codes.yml). */
const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  InvalidLength: 16,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  CommandNotSupported: 115,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  InterruptedAtShutdown: 11600,
  OutOfDiskSpace: 14031,
  KeyTooLong: 17280,
} as const;

export type MongoErrorName = keyof typeof CODES;

/** A refusal as MongoDB words it: drivers match `code` and `codeName`; `extra` goes with them. */
export class MongoError extends Error {
  override readonly name = 'MongoError';
  readonly code: number;
  readonly codeName: string;
  readonly extra: Document | undefined;

  constructor(name: MongoErrorName | number, message: string, extra?: Document) {
    super(message);
    this.code = typeof name === 'number' ? name : CODES[name];
    this.codeName = typeof name === 'number' ? `Location${name}` : name;
    this.extra = extra;
  }

  /** The refusal as replies carry it. */
  toDocument(): Document {
    return { code: this.code, errmsg: this.message, ...this.extra };
  }
}

/** A value that the operator or option cannot take (code 2). */
export const badValue = (message: string) => new MongoError('BadValue', message);

/** A specification whose shape is wrong (code 9). */
export const failedToParse = (message: string) => new MongoError('FailedToParse', message);

/** A value of the wrong BSON type (code 14). */
export const typeMismatch = (message: string) => new MongoError('TypeMismatch', message);

/** The loud refusal of what lies outside the supported surface (code 115 unless MongoDB has its own). */
export function notSupported(
  what: string,
  name: MongoErrorName | number = 'CommandNotSupported',
): MongoError {
  return new MongoError(name, `${what} is not supported by the embedded database; set MONGODB_URI`);
}
