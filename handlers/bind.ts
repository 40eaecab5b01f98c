import type { Outcome, ReplyOption } from '../bot/index.ts';
import type { Joined } from '../people/index.ts';
import { toSay } from './command.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { HandlerPorts } from './ports.ts';
import { isCommand, readPending, type HeardRoute } from './route.ts';

type Ports = Pick<HandlerPorts, 'binding' | 'hashes'>;
type Binding = NonNullable<HandlerPorts['binding']>;

const codeLivesMs = 10 * 60_000;
const mostWrongCodes = 5;
const wrongCodesForgottenMs = 3600_000;

/**
 * 绑定 shows a code; 绑定 and that code in another channel makes both the same person's, once it was said that nobody
 * else gave the code: whoever has it sees everything from then on.
 */
export function createBind({ binding, hashes }: Ports): HeardRoute {
  return {
    name: 'bind',
    plan(heard) {
      if (binding === undefined) return undefined;
      const asked = readPending(heard, 'bind');
      if (asked !== undefined && isCommand(heard, 'yes')) {
        return async () => join(heard, asked.codeHash, binding);
      }
      if (asked !== undefined && isCommand(heard, 'no')) {
        return () => say(heard, 'conversation.bind.left', dropPending(heard.state));
      }
      if (!isCommand(heard, 'bind')) return undefined;
      const code = heard.command?.rest ?? '';
      return code === ''
        ? async () => showCode(heard, binding, hashes)
        : async () => ask(heard, hashes.hashBindingCode(code), binding);
    },
  };
}

async function showCode(
  heard: Heard,
  { bindings, newCode }: Binding,
  { hashBindingCode }: Ports['hashes'],
): Promise<Outcome<DialogueState>> {
  const code = newCode();
  const { personId, message, at } = heard;
  const expiresAt = new Date(at.getTime() + codeLivesMs);
  await bindings.issue({
    codeHash: hashBindingCode(code),
    personId,
    channel: message.channel,
    expiresAt,
  });
  return conclude(heard, {
    replies: [{ key: 'conversation.bind.code', secrets: { code } }],
    state: dropPending(heard.state),
  });
}

async function ask(
  heard: Heard,
  codeHash: string,
  { bindings }: Binding,
): Promise<Outcome<DialogueState>> {
  const wrong = countWrong(heard);
  if (wrong >= mostWrongCodes) return say(heard, 'conversation.bind.tooMany', heard.state);
  // A draft stays with the channel that shows the code: two must not become one unseen.
  if (heard.state.form !== undefined) return say(heard, 'conversation.bind.draftHere', heard.state);
  const weighed = await bindings.weigh(codeHash, heard.personId, heard.at);
  if (weighed.kind !== 'joined') return refuse(heard, weighed, wrong + 1);
  const options: readonly ReplyOption[] = [
    { key: 'conversation.option.bindYes', say: toSay('yes') },
    { key: 'conversation.option.bindNo', say: toSay('no') },
  ];
  return conclude(heard, {
    replies: [{ key: 'conversation.bind.sure', options }],
    state: { ...heard.state, pending: { kind: 'bind', codeHash } },
  });
}

async function join(
  heard: Heard,
  codeHash: string,
  { bindings, tellJoined }: Binding,
): Promise<Outcome<DialogueState>> {
  const joined = await bindings.join(codeHash, heard.personId, heard.at);
  if (joined.kind !== 'joined') return refuse(heard, joined, countWrong(heard) + 1);
  await tellJoined(joined.into, joined.channel, heard.message.id);
  const { wrongCodes: _, ...state } = dropPending(heard.state);
  return { ...say(heard, 'conversation.bind.joined', state), becomes: joined.into };
}

function refuse(heard: Heard, { kind }: Joined, count: number): Outcome<DialogueState> {
  const state = dropPending(heard.state);
  if (kind !== 'unknown') return say(heard, `conversation.bind.${kind}`, state);
  const since = heard.at.toISOString();
  return say(heard, 'conversation.bind.unknown', { ...state, wrongCodes: { count, since } });
}

function say(heard: Heard, key: string, state: DialogueState): Outcome<DialogueState> {
  return conclude(heard, { replies: [{ key }], state });
}

function countWrong({ state, at }: Heard): number {
  const { count = 0, since = '' } = state.wrongCodes ?? {};
  return at.getTime() - Date.parse(since) < wrongCodesForgottenMs ? count : 0;
}
