/** Who takes part: persons, enrolment, accounts, roles, audiences. Pure: knows no database and no crypto. */
export * from './person.ts';
export * from './store.ts';
export { isEnrolmentRunning } from './enrolment.ts';
