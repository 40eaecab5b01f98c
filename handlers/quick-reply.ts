import type { ReplyOption } from '../bot/index.ts';
import { toSay, type CommandName } from './command.ts';

/** A quick reply that says a command. */
export function offer(name: CommandName, rest = ''): ReplyOption {
  return { key: `conversation.option.${name}`, say: toSay(name, rest) };
}
