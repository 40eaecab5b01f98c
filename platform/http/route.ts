import type { z } from 'zod';
import type { Recusal, Scope } from '../../people/index.ts';

/** For whose eyes a response is made. Every route names one, and a presenter for it. */
export type Audience = 'citizen' | 'staff' | 'agency' | 'public' | 'platform';

/** Who asks: decided by the edge before the handler runs. */
export type Caller =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'person'; readonly personId: string; readonly sessionId: string }
  | {
      readonly kind: 'staff';
      readonly accountId: string;
      readonly name: string;
      readonly roles: readonly string[];
      readonly sessionId: string;
      /** The unit that the account belongs to. */
      readonly unitId?: string;
      /** What it may see of tickets; absent: everything. */
      readonly scope?: Scope;
      /** Matters that it keeps out of. */
      readonly recusals?: readonly Recusal[];
      /** Colleagues who are away and whose deputy it is. */
      readonly standsInFor?: readonly string[];
    };

export type RouteInput<P, Q, B> = {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly caller: Caller;
  readonly requestId: string;
  /** The client's address for rate limits only; never stored or logged. */
  readonly clientAddress: string;
};

/** A cookie to set; `maxAgeS` 0 removes it. Sent HttpOnly, SameSite=Strict, Path=/ and, over https, Secure. */
export type SetCookie = {
  readonly name: string;
  readonly value: string;
  readonly maxAgeS: number;
};

/**
 * One JSON route. `present` turns the result into what the audience may see and `response` lists every
 * field it may hold: what is not listed is dropped. A route without audience, policy, present and response stops the start.
 */
export type RouteSpec<P = unknown, Q = unknown, B = unknown, R = unknown> = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly audience: Audience;
  /** True when the caller may; false answers 403 (401 when nobody is signed in). */
  readonly policy: (caller: Caller) => boolean;
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  readonly response: z.ZodType;
  readonly status?: number;
  /** The body's size cap; 64 KiB unless given. */
  readonly maxBodyBytes?: number;
  readonly handle: (input: RouteInput<P, Q, B>) => Promise<R>;
  readonly present: (result: R) => unknown;
  /** Cookies that go with the answer. */
  readonly cookies?: (result: R) => readonly SetCookie[];
};
