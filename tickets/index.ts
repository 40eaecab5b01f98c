/** The rules of a ticket. Pure: no database, clock, channel or web server; time, ids and day tables are arguments. */
export * from './ticket.ts';
export * from './errors.ts';
export * from './store.ts';
export * from './ports.ts';
