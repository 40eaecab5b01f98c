import { z } from 'zod';
import { HttpError } from './errors.ts';
import { parseRequestPart } from './parse-request.ts';
import type { Caller, RouteInput, RouteSpec, SetCookie } from './route.ts';

/** A request as it came in, before any schema has seen it. */
export type RawInput = RouteInput<unknown, unknown, unknown>;

type RouteAnswer = {
  readonly status: number;
  readonly body: unknown;
  readonly cookies: readonly SetCookie[];
};

/** A checked route, ready to be mounted. */
export type Route = Pick<
  RouteSpec,
  | 'method'
  | 'path'
  | 'summary'
  | 'audience'
  | 'params'
  | 'query'
  | 'body'
  | 'response'
  | 'maxBodyBytes'
> & {
  readonly name: string;
  readonly status: number;
  /** Throws `sign_in_required` or `not_permitted`. */
  readonly authorise: (caller: Caller) => void;
  readonly run: (input: RawInput) => Promise<RouteAnswer>;
};

/**
 * Checks a route's description and closes over its types. Throws at start when the audience, policy,
 * presenter or response is missing, or when the response would let fields through that it does not list.
 */
export function defineRoute<P, Q, B, R>(spec: RouteSpec<P, Q, B, R>): Route {
  const name = `${spec.method.toUpperCase()} ${spec.path}`;
  for (const part of ['audience', 'policy', 'present', 'response'] as const) {
    if (!spec[part]) throw new Error(`route ${name} has no ${part}`);
  }
  refuseOpenResponse(name, spec.response);
  const parseInput = createParseInput(spec);
  return {
    ...pickDescription(spec),
    name,
    status: spec.status ?? 200,
    authorise: (caller) => {
      if (spec.policy(caller)) return;
      throw new HttpError(caller.kind === 'anyone' ? 'sign_in_required' : 'not_permitted');
    },
    run: async (raw) => {
      const result = await spec.handle({ ...raw, ...parseInput(raw) });
      return {
        status: spec.status ?? 200,
        body: spec.response.parse(spec.present(result)),
        cookies: spec.cookies?.(result) ?? [],
      };
    },
  };
}

function pickDescription<P, Q, B, R>(spec: RouteSpec<P, Q, B, R>) {
  const { method, path, summary, audience, params, query, body, response, maxBodyBytes } = spec;
  return {
    method,
    path,
    summary,
    audience,
    response,
    ...(params && { params }),
    ...(query && { query }),
    ...(body && { body }),
    ...(maxBodyBytes !== undefined && { maxBodyBytes }),
  };
}

/** A part without a schema is not read at all; its type is then `unknown`. */
function createParseInput<P, Q, B, R>(spec: RouteSpec<P, Q, B, R>) {
  const schemas = {
    params: spec.params ?? z.custom<P>(),
    query: spec.query ?? z.custom<Q>(),
    body: spec.body ?? z.custom<B>(),
  };
  return (raw: RawInput) => ({
    params: parseRequestPart('params', schemas.params, spec.params && raw.params),
    query: parseRequestPart('query', schemas.query, spec.query && raw.query),
    body: parseRequestPart('body', schemas.body, spec.body && raw.body),
  });
}

function refuseOpenResponse(name: string, response: z.ZodType): void {
  const open = findOpenField(z.toJSONSchema(response, { unrepresentable: 'any' }), '');
  if (open === undefined) return;
  throw new Error(
    `route ${name}: its response lets anything through at "${open}"; list the fields, and present dates as text`,
  );
}

/** The path of the first place in a JSON Schema that lets unlisted content through. */
function findOpenField(schema: unknown, path: string): string | undefined {
  if (schema === true) return path;
  if (typeof schema !== 'object' || schema === null) return undefined;
  const { $schema: _, ...node } = { $schema: undefined, ...schema };
  if (Object.keys(node).length === 0) return path;
  return Object.entries(node)
    .flatMap(([key, value]) => toChildren(key, value))
    .map(([key, child]) => findOpenField(child, `${path}/${key}`))
    .find((found) => found !== undefined);
}

function toChildren(key: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (['properties', '$defs'].includes(key)) return Object.entries(Object(value));
  if (['items', 'additionalProperties'].includes(key)) return [[key, value]];
  if (['anyOf', 'oneOf', 'allOf', 'prefixItems'].includes(key) && Array.isArray(value)) {
    return value.map((child: unknown, index) => [String(index), child] as const);
  }
  return [];
}
