/** Whether a unit may be written to about a reporter's matter: asked in the exact words, answered by the reporter. */
export {
  clueKinds,
  contactChoices,
  type Clue,
  type ClueKind,
  type Contact,
  type ContactChange,
  type ContactChoice,
  type ContactMatch,
  type FileCheck,
  type LifePlea,
} from './contact.ts';
export { createKeepEscrow } from './keep-escrow.ts';
export type { EscrowStore } from './escrow-store.ts';
export type { EscrowGroup, EscrowMember, Identities } from './escrow.ts';
export { listContactChoices } from './choose-contact.ts';
export { needsConsent, toReminderAt } from './ask-contact.ts';
export { findClues, type OwnWords } from './find-clues.ts';
export { findContactQuestion, listContactQuestions, type ContactQuestion } from './question.ts';
export { defaultConsentRules, type ConsentRules } from './rules.ts';
export { createSaveSealed } from './save-sealed.ts';
export { isInEscrow } from './seal-ticket.ts';
export { findOnlyTheirs } from './set-apart.ts';
export { toSilentAt } from './silence.ts';
export { listVoices } from './voices.ts';
export { whyNotContact, whyNotOne, type ContactBar } from './why-not-contact.ts';
