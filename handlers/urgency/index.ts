/** Recognises what cannot wait. It only raises a matter: nothing is ever changed or refused for it. */
export { hasRetaliation } from './find-retaliation.ts';
export { findUrgency } from './find-urgency.ts';
