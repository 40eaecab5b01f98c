import type { Outcome } from '../bot/index.ts';
import type { Enrolment } from '../people/index.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import { toDay } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';
import { offer } from './questions.ts';
import { succeedSpecialist, type SuccessionPorts } from './succeed.ts';
import { isCommand, readFreeText, readPending, type HeardRoute } from './route.ts';

type Ports = SuccessionPorts & Pick<HandlerPorts, 'hashes'>;

const mostWrongCodes = 5;
const wrongCodesForgottenMs = 3600_000;
const codePattern = /^[\dA-Za-z][-\dA-Za-z ]{3,40}$/u;

/** 加入 with an invitation code, or the code alone after it was asked for, enrols an enterprise specialist. */
export function createJoin(ports: Ports): HeardRoute {
  return {
    name: 'join',
    plan(heard) {
      const code = readCode(heard);
      if (code === undefined) return undefined;
      return code === '' ? () => askForCode(heard) : () => redeem(heard, code, ports);
    },
  };
}

/** Whether the person is a specialist within the term. */
export function isEnrolled(enrolment: Enrolment | undefined, at: Date): boolean {
  return enrolment !== undefined && enrolment.until > at;
}

function readCode(heard: Heard): string | undefined {
  if (isCommand(heard, 'join')) return heard.command?.rest ?? '';
  const text = readFreeText(heard)?.trim() ?? '';
  return readPending(heard, 'invitation') !== undefined && codePattern.test(text)
    ? text
    : undefined;
}

function askForCode(heard: Heard): Outcome<DialogueState> {
  return conclude(heard, {
    replies: [{ key: 'conversation.join.askCode' }],
    state: { ...heard.state, pending: { kind: 'invitation' } },
  });
}

async function redeem(heard: Heard, code: string, ports: Ports): Promise<Outcome<DialogueState>> {
  const { people, invitations, hashes } = ports;
  const wrong = countWrongCodes(heard);
  if (wrong >= mostWrongCodes) {
    return conclude(heard, { replies: [{ key: 'conversation.join.tooMany' }], state: heard.state });
  }
  const codeHash = hashes.hashInvitationCode(code);
  const invitation = await invitations.redeem(codeHash, heard.personId, heard.at);
  if (invitation === undefined) return refuse(heard, wrong + 1);
  const { organisation, termUntil } = invitation;
  await people.enrol(heard.personId, { organisation, enrolledAt: heard.at, until: termUntil });
  const inherited = await succeedSpecialist(heard, invitation, ports);
  const { wrongCodes: _, ...state } = dropPending(heard.state);
  return conclude(heard, {
    replies: [
      ...(inherited > 0
        ? [{ key: 'conversation.join.inherited', values: { count: inherited } }]
        : []),
      {
        key: 'conversation.join.welcome',
        values: { organisation, until: toDay(termUntil) },
        options: [offer('feedback')],
      },
    ],
    state,
  });
}

function countWrongCodes({ state, at }: Heard): number {
  const { count = 0, since = '' } = state.wrongCodes ?? {};
  return at.getTime() - Date.parse(since) < wrongCodesForgottenMs ? count : 0;
}

function refuse(heard: Heard, count: number): Outcome<DialogueState> {
  return conclude(heard, {
    replies: [{ key: 'conversation.join.refused', options: [offer('complain')] }],
    state: {
      ...heard.state,
      pending: { kind: 'invitation' },
      wrongCodes: { count, since: heard.at.toISOString() },
    },
  });
}
