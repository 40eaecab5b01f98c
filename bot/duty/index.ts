/** Calling members of staff: the chain of officers on duty, and cards. Knows no account and no ticket's words. */
export * from './alarm.ts';
export * from './run-alarms.ts';
export * from './staff-call.ts';
export * from './staff-card.ts';
