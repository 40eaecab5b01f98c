/** Who takes part: persons, enrolment, accounts, roles, audiences. Pure: knows no database and no crypto. */
export * from './person.ts';
export * from './scope/scope.ts';
export * from './scope/leave.ts';
export * from './scope/recusal.ts';
export * from './firewall/index.ts';
export * from './roles/permissions.ts';
export * from './roles/separation.ts';
export * from './duty.ts';
export * from './binding-code.ts';
export * from './store.ts';
export * from './member.ts';
export { isEnrolmentRunning } from './enrolment.ts';
export * from './contact-point.ts';
export * from './contact-point-store.ts';
export { createFindPoint, type FoundPoint } from './find-point.ts';
export * from './read-point-rows.ts';
export * from './read-duty-rows.ts';
export * from './organisation/index.ts';
