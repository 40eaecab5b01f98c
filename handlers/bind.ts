import type { Outcome } from '../bot/index.ts';
import type { Joined } from '../people/index.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { HandlerPorts } from './ports.ts';
import { isCommand, type HeardRoute } from './route.ts';

type Ports = Pick<HandlerPorts, 'binding' | 'hashes'>;
type Binding = NonNullable<HandlerPorts['binding']>;

const codeLivesMs = 10 * 60_000;
const mostWrongCodes = 5;
const wrongCodesForgottenMs = 3600_000;

/** 绑定 shows a code; 绑定 and that code in another channel makes both the same person's. */
export function createBind({ binding, hashes }: Ports): HeardRoute {
  return {
    name: 'bind',
    plan(heard) {
      if (binding === undefined || !isCommand(heard, 'bind')) return undefined;
      const code = heard.command?.rest ?? '';
      return code === ''
        ? async () => showCode(heard, binding, hashes)
        : async () => join(heard, code, binding, hashes);
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

async function join(
  heard: Heard,
  code: string,
  { bindings, tellJoined }: Binding,
  { hashBindingCode }: Ports['hashes'],
): Promise<Outcome<DialogueState>> {
  const wrong = countWrong(heard);
  if (wrong >= mostWrongCodes) return say(heard, 'conversation.bind.tooMany', heard.state);
  // A draft stays with the channel that shows the code: two must not become one unseen.
  if (heard.state.form !== undefined) return say(heard, 'conversation.bind.draftHere', heard.state);
  const joined = await bindings.join(hashBindingCode(code), heard.personId, heard.at);
  if (joined.kind !== 'joined') return refuse(heard, joined, wrong + 1);
  await tellJoined(joined.into, joined.channel, heard.message.id);
  const { wrongCodes: _, ...state } = dropPending(heard.state);
  return { ...say(heard, 'conversation.bind.joined', state), becomes: joined.into };
}

function refuse(heard: Heard, { kind }: Joined, count: number): Outcome<DialogueState> {
  if (kind !== 'unknown') return say(heard, `conversation.bind.${kind}`, heard.state);
  const since = heard.at.toISOString();
  return say(heard, 'conversation.bind.unknown', { ...heard.state, wrongCodes: { count, since } });
}

function say(heard: Heard, key: string, state: DialogueState): Outcome<DialogueState> {
  return conclude(heard, { replies: [{ key }], state });
}

function countWrong({ state, at }: Heard): number {
  const { count = 0, since = '' } = state.wrongCodes ?? {};
  return at.getTime() - Date.parse(since) < wrongCodesForgottenMs ? count : 0;
}
