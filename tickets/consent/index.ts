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
} from './contact.ts';
export { whyNotContact, type ContactBar } from './why-not-contact.ts';
