/** A specialist's list of members: a ticket and a receipt code for each, and nobody named without their own word. */
export { createTakeMembers } from './take-members.ts';
