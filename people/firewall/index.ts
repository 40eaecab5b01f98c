/** What the side of a unit that is supervised may come to hold: never who complained, and never their words. */
export { isOfUnit } from './is-of-unit.ts';
