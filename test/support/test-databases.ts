import { randomBytes } from 'node:crypto';

/** The server that MONGODB_URI names for the whole run; without one every suite starts an embedded server. */
export function findGivenServer(): string | undefined {
  const given = process.env['MONGODB_URI'];
  return given === '' ? undefined : given;
}

/** Every database of this run begins so, and is dropped at its end. */
export function toRunPrefix(): string {
  return `duxin_test_${process.env['TEST_RUN'] ?? 'alone'}_`;
}

/** A name that no other suite has. */
export function newDatabaseName(): string {
  return `${toRunPrefix()}${randomBytes(6).toString('hex')}`;
}

/** The same server with another database; what stands behind the question mark stays. */
export function toDatabaseUri(uri: string, database: string): string {
  const [, server, options = ''] = /^([^/]+\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri) ?? [];
  if (server === undefined) throw new Error('MONGODB_URI is not an address of MongoDB');
  return `${server}/${database}${options}`;
}
