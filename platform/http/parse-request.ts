import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { HttpError } from './errors.ts';
import { type BodyLimits, readRawBody } from './raw-body.ts';

/** Parses one part of a request; refuses with `request_invalid` and the fields' paths, never their values. */
export function parseRequestPart<T>(
  part: 'params' | 'query' | 'body',
  schema: z.ZodType<T>,
  value: unknown,
): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => ({
    path: [part, ...issue.path.map(String)].join('.'),
    rule: issue.code,
  }));
  throw new HttpError('request_invalid', { fields });
}

/** Reads a JSON body whole. Refuses other media types, so that a plain HTML form of another site gets nowhere. */
export async function readJsonBody(request: IncomingMessage, limits: BodyLimits): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new HttpError('request_type_refused');
  const bytes = await readRawBody(request, limits);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new HttpError('request_not_json');
  }
}
