/** Forged: not proven to come from the platform. Malformed: proven or not, it is no message. */
export type CallbackErrorCode = 'callback_forged' | 'callback_malformed';

/** The refusal of a callback. `reason` is for the log only; the sender never learns which check failed. */
export class CallbackError extends Error {
  readonly code: CallbackErrorCode;
  readonly reason: string;
  constructor(code: CallbackErrorCode, reason: string) {
    super(`${code}: ${reason}`);
    this.name = 'CallbackError';
    this.code = code;
    this.reason = reason;
  }
}
