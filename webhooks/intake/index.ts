/** Matters from other systems as a channel: signed posts in, signed callbacks out. */
export { createIntakeChannel } from './channel.ts';
export { createIntakeRouter, type IntakePorts } from './routes.ts';
export { type IntakeKeys } from './verify.ts';
