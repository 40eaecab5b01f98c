import { createHmac } from 'node:crypto';
import type { Directory } from '../../bot/index.ts';
import { HttpError, type Caller } from '../../platform/http/index.ts';
import type { SessionClaim, SessionTokens } from './token.ts';

/** Sessions that were ended before their token ran out, by HMAC of their id. Durable. */
export type EndedSessions = {
  readonly isEnded: (sessionHash: string) => Promise<boolean>;
  /** The record may go once `until`, when the last token runs out, has passed. */
  readonly end: (sessionHash: string, until: Date) => Promise<void>;
};

type AuthorisePorts = {
  readonly tokens: SessionTokens;
  readonly ended: EndedSessions;
  readonly directory: Pick<Directory, 'identify' | 'identifyAnew'>;
  readonly key: Buffer;
};

type PersonCaller = Extract<Caller, { kind: 'person' }>;

export type Authorise = {
  /** The claim of a `Bearer` token that is genuine, in time and not ended; asks no store of people. */
  readonly findClaim: (authorization: string) => Promise<SessionClaim | undefined>;
  /** Who calls, for the route's policy; `anyone` without a good token. */
  readonly identify: (authorization: string) => Promise<Caller>;
  /** The same, past what this process remembers of the address: a person may have become another's just now. */
  readonly identifyAnew: (authorization: string) => Promise<Caller>;
  /** `identify` for plain routes; throws `sign_in_required`. */
  readonly requirePerson: (authorization: string) => Promise<PersonCaller>;
  /** No token of the session counts any more, whenever it was issued. */
  readonly endSession: (sessionId: string) => Promise<void>;
};

/** Reads the token of the web chat from an Authorization header, never from a URL. */
export function createAuthorise({ tokens, ended, directory, key }: AuthorisePorts): Authorise {
  const toHash = (sessionId: string): string =>
    createHmac('sha256', key).update(`ended\n${sessionId}`).digest('hex');

  async function findClaim(authorization: string): Promise<SessionClaim | undefined> {
    const token = /^Bearer ([\w.-]+)$/i.exec(authorization)?.[1];
    const claim = token === undefined ? undefined : tokens.read(token);
    if (claim === undefined || (await ended.isEnded(toHash(claim.sessionId)))) return undefined;
    return claim;
  }

  async function identifyBy(find: Directory['identify'], authorization: string): Promise<Caller> {
    const claim = await findClaim(authorization);
    if (claim === undefined) return { kind: 'anyone' };
    const { sessionId } = claim;
    const personId = await find({ channel: 'web-chat', userId: sessionId });
    return { kind: 'person', personId, sessionId };
  }

  const identify = (authorization: string) => identifyBy(directory.identify, authorization);

  return {
    findClaim,
    identify,
    identifyAnew: (authorization) => identifyBy(directory.identifyAnew, authorization),
    async requirePerson(authorization) {
      const caller = await identify(authorization);
      if (caller.kind !== 'person') throw new HttpError('sign_in_required');
      return caller;
    },
    endSession: (sessionId) => ended.end(toHash(sessionId), tokens.lastExpiry()),
  };
}
