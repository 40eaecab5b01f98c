import type { LanguageModel, LanguageModelFault } from './language-model.ts';
import {
  bookRequest,
  noteFailure,
  noteSuccess,
  type Budget,
  type Denial,
  type KeepSpending,
} from './spending.ts';

export type AskPorts = {
  readonly model: LanguageModel;
  readonly budget: Budget;
  readonly spending: KeepSpending;
  /** ms since 1970. */
  readonly now: () => number;
  /** A signal that is aborted after so many ms. */
  readonly startDeadline: (timeoutMs: number) => AbortSignal;
};

/** Why there is no answer of a model. */
export type Unanswered = Denial | LanguageModelFault;

type Asked =
  | { readonly kind: 'answered'; readonly text: string }
  | { readonly kind: 'unanswered'; readonly reason: Unanswered };

/** Asks within budget and time; never rejects. What is asked must be masked already. */
export async function askModel(
  { model, budget, spending, now, startDeadline }: AskPorts,
  asked: {
    readonly system: string;
    readonly user: string;
    readonly maxTokens: number;
    readonly timeoutMs: number;
  },
): Promise<Asked> {
  const { system, user, maxTokens, timeoutMs } = asked;
  // One character of Chinese is a token at most.
  const booked = system.length + user.length + maxTokens;
  const booking = bookRequest(spending.read(), booked, budget, now());
  spending.write(booking.spending);
  if (booking.denied !== undefined) return { kind: 'unanswered', reason: booking.denied };
  const signal = startDeadline(timeoutMs);
  try {
    const answer = model.complete({ system, user, maxTokens, signal });
    const { text, tokens } = await Promise.race([answer, whenAborted(signal)]);
    spending.write(noteSuccess(spending.read(), booked, tokens));
    return { kind: 'answered', text };
  } catch (error) {
    spending.write(noteFailure(spending.read(), budget, now()));
    return { kind: 'unanswered', reason: toFault(error, signal) };
  }
}

/** A model that does not heed the signal is left behind. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new Error('aborted'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

const faults: Readonly<Record<LanguageModelFault, true>> = {
  model_unreachable: true,
  model_timed_out: true,
  model_unauthorised: true,
  model_busy: true,
  model_failed: true,
  model_refused: true,
  model_unreadable: true,
  model_too_large: true,
};

function toFault(error: unknown, signal: AbortSignal): LanguageModelFault {
  if (signal.aborted) return 'model_timed_out';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return isFault(code) ? code : 'model_failed';
}

function isFault(code: unknown): code is LanguageModelFault {
  return typeof code === 'string' && Object.hasOwn(faults, code);
}
