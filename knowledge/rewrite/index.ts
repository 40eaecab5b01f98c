/**
 * Lets a language model rewrite published text, and believes none of it: what leaves is masked, what comes back is
 * checked against the passages. Knows no model, only its port; no clock, no library.
 */
export { askModel, type AskPorts } from './ask-model.ts';
export {
  type Completion,
  type LanguageModel,
  LanguageModelError,
  type LanguageModelFault,
} from './language-model.ts';
export { createMask, type Mask } from './mask/create-mask.ts';
export { listPassages } from './list-passages.ts';
export { maskPersonal } from './mask/mask-personal.ts';
export { createVocabulary, type Vocabulary } from './mask/vocabulary.ts';
export type { CitedSentence, Passage } from './passage.ts';
export {
  createRewrite,
  type PlainReason,
  type Rewrite,
  type RewritePorts,
  type Rewriting,
} from './rewrite.ts';
export {
  type Budget,
  defaultBudget,
  keepSpendingInProcess,
  type KeepSpending,
  type Spending,
} from './spending.ts';
