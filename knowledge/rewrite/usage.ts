/** What a language model was used for so far: one value, counted by the functions here. */
export type Usage = {
  readonly day: number;
  readonly tokens: number;
  readonly minute: number;
  readonly requests: number;
  readonly failuresInARow: number;
  readonly restUntil: number;
};

/** Where the counters are. In process each process counts its own, and a restart begins anew. */
export type KeepUsage = { readonly read: () => Usage; readonly write: (usage: Usage) => void };

/** What may be spent: per day of China and per minute; after so many failures in a row it rests. */
export type Budget = {
  readonly tokensPerDay: number;
  readonly requestsPerMinute: number;
  readonly restAfterFailures: number;
  readonly restMs: number;
};

export const defaultBudget: Budget = {
  tokensPerDay: 1_000_000,
  requestsPerMinute: 60,
  restAfterFailures: 5,
  restMs: 60_000,
};

/** Why no request may be made now. */
export type Denial = 'resting' | 'too_many_requests' | 'budget_spent';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** China is at UTC+8 all year. */
const chinaMs = 28_800_000;

export const unused: Usage = {
  day: 0,
  tokens: 0,
  minute: 0,
  requests: 0,
  failuresInARow: 0,
  restUntil: 0,
};

/** Keeps the counters in this process. */
export function keepUsageInProcess(): KeepUsage {
  let usage = unused;
  return {
    read: () => usage,
    write: (next) => {
      usage = next;
    },
  };
}

/** Books a request with the tokens that it may cost, or says why not. `now` in ms since 1970. */
export function bookRequest(
  usage: Usage,
  tokens: number,
  budget: Budget,
  now: number,
): { readonly usage: Usage; readonly denied?: Denial } {
  const current = turnPages(usage, now);
  const denied = findDenial(current, tokens, budget, now);
  if (denied !== undefined) return { usage: current, denied };
  const { requests, tokens: spent } = current;
  return { usage: { ...current, requests: requests + 1, tokens: spent + tokens } };
}

/** What was booked gives way to what it cost. */
export function noteSuccess(usage: Usage, booked: number, cost: number): Usage {
  return { ...usage, tokens: Math.max(0, usage.tokens - booked + cost), failuresInARow: 0 };
}

/** The booked tokens stay spent: the model may have worked on it. One failed try after a rest begins the next. */
export function noteFailure(usage: Usage, budget: Budget, now: number): Usage {
  const failuresInARow = usage.failuresInARow + 1;
  const isTooMany = failuresInARow >= budget.restAfterFailures;
  return { ...usage, failuresInARow, restUntil: isTooMany ? now + budget.restMs : usage.restUntil };
}

function turnPages(usage: Usage, now: number): Usage {
  const day = Math.floor((now + chinaMs) / dayMs);
  const minute = Math.floor(now / minuteMs);
  return {
    ...usage,
    ...(day === usage.day ? {} : { day, tokens: 0 }),
    ...(minute === usage.minute ? {} : { minute, requests: 0 }),
  };
}

function findDenial(usage: Usage, tokens: number, budget: Budget, now: number): Denial | undefined {
  if (now < usage.restUntil) return 'resting';
  if (usage.requests >= budget.requestsPerMinute) return 'too_many_requests';
  return usage.tokens + tokens > budget.tokensPerDay ? 'budget_spent' : undefined;
}
