/** What a language model was used for so far: one value, counted by the functions here. */
export type Spending = {
  readonly day: number;
  readonly tokens: number;
  readonly minute: number;
  readonly requests: number;
  readonly failuresInARow: number;
  readonly restUntil: number;
};

/** Where the counters are. In process each process counts its own, and a restart begins anew. */
export type KeepSpending = {
  readonly read: () => Spending;
  readonly write: (spending: Spending) => void;
};

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

export const unused: Spending = {
  day: 0,
  tokens: 0,
  minute: 0,
  requests: 0,
  failuresInARow: 0,
  restUntil: 0,
};

/** Keeps the counters in this process. */
export function keepSpendingInProcess(): KeepSpending {
  let spending = unused;
  return {
    read: () => spending,
    write: (next) => {
      spending = next;
    },
  };
}

/** Books a request with the tokens that it may cost, or says why not. `now` in ms since 1970. */
export function bookRequest(
  spending: Spending,
  tokens: number,
  budget: Budget,
  now: number,
): { readonly spending: Spending; readonly denied?: Denial } {
  const current = turnPages(spending, now);
  const denied = findDenial(current, tokens, budget, now);
  if (denied !== undefined) return { spending: current, denied };
  const { requests, tokens: spent } = current;
  return { spending: { ...current, requests: requests + 1, tokens: spent + tokens } };
}

/** What was booked gives way to what it cost. */
export function noteSuccess(spending: Spending, booked: number, cost: number): Spending {
  return { ...spending, tokens: Math.max(0, spending.tokens - booked + cost), failuresInARow: 0 };
}

/** The booked tokens stay spent: the model may have worked on it. One failed try after a rest begins the next. */
export function noteFailure(spending: Spending, budget: Budget, now: number): Spending {
  const failuresInARow = spending.failuresInARow + 1;
  const isTooMany = failuresInARow >= budget.restAfterFailures;
  return {
    ...spending,
    failuresInARow,
    restUntil: isTooMany ? now + budget.restMs : spending.restUntil,
  };
}

function turnPages(spending: Spending, now: number): Spending {
  const day = Math.floor((now + chinaMs) / dayMs);
  const minute = Math.floor(now / minuteMs);
  return {
    ...spending,
    ...(day === spending.day ? {} : { day, tokens: 0 }),
    ...(minute === spending.minute ? {} : { minute, requests: 0 }),
  };
}

function findDenial(
  spending: Spending,
  tokens: number,
  budget: Budget,
  now: number,
): Denial | undefined {
  if (now < spending.restUntil) return 'resting';
  if (spending.requests >= budget.requestsPerMinute) return 'too_many_requests';
  return spending.tokens + tokens > budget.tokensPerDay ? 'budget_spent' : undefined;
}
