/** Matters from other systems as a channel: signed posts in, signed callbacks out. */
export { createIntakeChannel } from './channel.ts';
export { createIntakeRouter } from './routes.ts';
