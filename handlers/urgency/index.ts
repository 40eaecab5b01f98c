/** Recognises what cannot wait. It only raises a matter: nothing is ever changed or refused for it. */
export { findUrgency, urgencies, type Urgency } from './find-urgency.ts';
