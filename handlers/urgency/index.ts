/** Recognises what cannot wait. It only raises a matter: nothing is ever changed or refused for it. */
export { findUrgency } from './find-urgency.ts';
