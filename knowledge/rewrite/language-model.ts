/** What a language model is asked. `signal` ends the call; after it nothing of the answer is used. */
export type Completion = {
  readonly system: string;
  readonly user: string;
  readonly maxTokens: number;
  readonly signal: AbortSignal;
};

/** A language model behind its port; fails with LanguageModelError only. `tokens` counts both ways. */
export type LanguageModel = {
  readonly complete: (
    asked: Completion,
  ) => Promise<{ readonly text: string; readonly tokens: number }>;
};

/** Why a language model gave nothing that can be used. */
export type LanguageModelFault =
  | 'model_unreachable'
  | 'model_timed_out'
  | 'model_unauthorised'
  | 'model_busy'
  | 'model_failed'
  | 'model_refused'
  | 'model_unreadable'
  | 'model_too_large';

/** A fault of the model or of the way to it. Holds no word of what was asked or answered, and no key. */
export class LanguageModelError extends Error {
  readonly code: LanguageModelFault;
  constructor(code: LanguageModelFault) {
    super(code);
    this.name = 'LanguageModelError';
    this.code = code;
  }
}
