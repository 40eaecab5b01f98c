import type { Outcome } from '../bot/index.ts';
import type { CommandName } from './command.ts';
import type { DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { Pending } from './pending.ts';

/** What is to be done with a turn; nothing happens before it is called. */
export type Plan = () => Outcome<DialogueState> | Promise<Outcome<DialogueState>>;

/** A row of the table before it is bound to turns: the first with a plan for what was heard handles it. */
export type HeardRoute = {
  readonly name: string;
  readonly plan: (heard: Heard) => Plan | undefined;
};

/** True when the message is one of these commands. */
export function isCommand(heard: Heard, ...names: readonly CommandName[]): boolean {
  return heard.command !== undefined && names.includes(heard.command.name);
}

/** Words that may be somebody's answer: no command but yes and no. */
export function readFreeText(heard: Heard): string | undefined {
  return heard.command === undefined || isCommand(heard, 'yes', 'no') ? heard.text : undefined;
}

/** The short exchange on top, when it is of this kind. */
export function readPending<Kind extends Pending['kind']>(
  heard: Heard,
  kind: Kind,
): Extract<Pending, { kind: Kind }> | undefined {
  const { pending } = heard.state;
  return isOfKind(pending, kind) ? pending : undefined;
}

function isOfKind<Kind extends Pending['kind']>(
  pending: Pending | undefined,
  kind: Kind,
): pending is Extract<Pending, { kind: Kind }> {
  return pending?.kind === kind;
}
