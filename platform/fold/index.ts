/** One form for texts that people write in many, so that they can be compared and found. */
export { fold } from './fold.ts';
export { bigrams } from './bigrams.ts';
export { toSimplified } from './to-simplified.ts';
