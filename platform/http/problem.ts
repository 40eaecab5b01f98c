import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { findErrorCode, toStatus } from './errors.ts';

const DetailsSchema = z.object({
  detail: z.string().optional(),
  fields: z.array(z.object({ path: z.string(), rule: z.string() })).optional(),
  allowed: z.array(z.string()).optional(),
  missing: z.array(z.string()).optional(),
  currentVersion: z.number().optional(),
  /** Golden questions that the change would spoil, by id. */
  golden: z.array(z.string()).optional(),
  retryAfterS: z.number().optional(),
  maxMb: z.number().optional(),
  /** What happened since the version that the client saw. */
  changed: z
    .array(
      z.object({
        action: z.string(),
        at: z.string(),
        by: z.string(),
        fields: z.array(z.object({ name: z.string(), value: z.string().optional() })).optional(),
      }),
    )
    .optional(),
});

/** RFC 9457: what every refused request gets. `code` is stable; the rest explains it. */
export const ProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  requestId: z.string(),
  ...DetailsSchema.shape,
});
export type Problem = z.infer<typeof ProblemSchema>;

/** Turns any error into a problem. Of an unforeseen one nothing but `internal_error` gets out. */
export function toProblem(error: unknown, requestId: string): Problem {
  const code = findErrorCode(error) ?? 'internal_error';
  const status = toStatus(code);
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    ...(code === 'internal_error' ? {} : findDetails(error)),
    requestId,
  };
}

/** Rooms put details on the error itself, the HTTP edge under `details`; both are picked by name. */
function findDetails(error: unknown): z.infer<typeof DetailsSchema> {
  const holdsDetails = typeof error === 'object' && error !== null && 'details' in error;
  return DetailsSchema.safeParse(holdsDetails ? error.details : error).data ?? {};
}
