/** Why officers are called: at any hour for what cannot wait, in office hours for fear of retaliation. */
export const alarmCauses = ['urgent', 'retaliation'] as const;
export type AlarmCause = (typeof alarmCauses)[number];

export type Officer = { readonly accountId: string; readonly name: string };

/** One call of one officer. `isPassed`: they handed it on. */
export type AlarmCall = Officer & { readonly at: Date; readonly isPassed?: true };

/**
 * The calling of officers on duty for one ticket, until somebody takes it. Document: `alarms`, leading: each call's
 * row (`<alarm>-c<n>`) is projected from it.
 */
export type Alarm = {
  readonly id: string;
  readonly version: number;
  readonly ticketId: string;
  readonly number: string;
  readonly cause: AlarmCause;
  readonly state: 'open' | 'taken' | 'ended';
  readonly calls: readonly AlarmCall[];
  /** How many calls have their row. */
  readonly projected: number;
  /** When it is next to be looked at; absent once nobody need look. */
  readonly dueAt?: Date;
  readonly takenBy?: Officer;
  readonly closedAt?: Date;
  readonly createdAt: Date;
};

/** An officer who does not answer for so long is not waited for. */
export const answerWithinMs = 15 * 60_000;

/** Who is called next: the first in order who was not called yet; once all were, all of them again. */
export function callNext(alarm: Alarm, onDuty: readonly Officer[], now: Date): Alarm {
  const called = new Set(alarm.calls.map(({ accountId }) => accountId));
  const next = onDuty.find(({ accountId }) => !called.has(accountId));
  const calls = (next === undefined ? onDuty : [next]).map(({ accountId, name }): AlarmCall => ({
    accountId,
    name,
    at: now,
  }));
  return {
    ...alarm,
    calls: [...alarm.calls, ...calls],
    dueAt: new Date(now.getTime() + answerWithinMs),
  };
}

/** The alarm in the hands of one officer; undefined when it is closed already. */
export function takeAlarm(alarm: Alarm, by: Officer, now: Date): Alarm | undefined {
  if (alarm.state !== 'open') return undefined;
  return { ...close(alarm, now), state: 'taken', takenBy: by };
}

/** What nobody need be called for any more. */
export function endAlarm(alarm: Alarm, now: Date): Alarm {
  return { ...close(alarm, now), state: 'ended' };
}

function close({ dueAt: _, ...alarm }: Alarm, closedAt: Date): Alarm {
  return { ...alarm, closedAt };
}

/** This call is handed on; the next officer is called at once if it was the last. Undefined when it was before. */
export function passAlarm(
  alarm: Alarm,
  { accountId, call: index }: { readonly accountId: string; readonly call: number },
  now: Date,
): Alarm | undefined {
  const call = alarm.calls[index];
  if (alarm.state !== 'open' || call?.accountId !== accountId || call.isPassed) return undefined;
  const calls = alarm.calls.with(index, { ...call, isPassed: true });
  const isLast = index === alarm.calls.length - 1;
  return { ...alarm, calls, ...(isLast && { dueAt: now }) };
}
