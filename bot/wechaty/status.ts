import { z } from 'zod';
import type { EndReason, Supervision } from './supervision.ts';

const day = z.coerce.date();

/** What every process may know of the one child. The login's address is not in it: it is kept sealed beside it. */
export const WechatyStatusSchema = z.object({
  at: day,
  phase: z.enum(['off', 'starting', 'scanning', 'online', 'ending', 'waiting']),
  since: day.optional(),
  /** When the next attempt begins. */
  until: day.optional(),
  /** A person has to scan the login's code. */
  wantsScan: z.boolean().optional(),
  failures: z.number().int(),
  attempts: z.number().int(),
  lastEnd: z
    .object({ at: day, reason: z.custom<EndReason>((value) => typeof value === 'string') })
    .optional(),
});
export type WechatyStatus = z.infer<typeof WechatyStatusSchema>;

/** The switch that staff set; any process reads it. `restarts` counts the times that a restart was asked for. */
export const WechatySwitchSchema = z.object({
  isOn: z.boolean(),
  restarts: z.number().int(),
});
export type WechatySwitch = z.infer<typeof WechatySwitchSchema>;
export const firstSwitch: WechatySwitch = { isOn: true, restarts: 0 };

/** A status that nobody renewed for so long is of a process that is gone. */
const staleMs = 30_000;
/** A login that its cookies bring about is done within so long. */
const loginWithinMs = 60_000;
/** So many failures in a row are no short break any more. */
const fewFailures = 5;

export function toStatus({ phase, ...now }: Supervision, at: Date): WechatyStatus {
  return {
    at,
    phase: phase.kind,
    ...('since' in phase && { since: phase.since }),
    ...('until' in phase && { until: phase.until }),
    ...(phase.kind === 'scanning' && { wantsScan: phase.loginUrl !== undefined }),
    failures: now.failures,
    attempts: now.generation,
    ...(now.lastEnd && { lastEnd: now.lastEnd }),
  };
}

/** online: words can leave · soon: a break that ends by itself · down: a person has to do something. */
export type Availability = 'online' | 'soon' | 'down';

export function toAvailability(status: WechatyStatus | undefined, now: Date): Availability {
  if (status === undefined || now.getTime() - status.at.getTime() > staleMs) return 'down';
  if (status.phase === 'online') return 'online';
  const isBrief = status.phase === 'scanning' ? isLoggingIn(status, now) : status.phase !== 'off';
  return isBrief && status.failures <= fewFailures ? 'soon' : 'down';
}

function isLoggingIn({ wantsScan = false, since }: WechatyStatus, now: Date): boolean {
  return !wantsScan && since !== undefined && now.getTime() - since.getTime() <= loginWithinMs;
}
