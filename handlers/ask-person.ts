import type { Outcome } from '../bot/index.ts';
import { conclude } from './conclude.ts';
import type { DialogueState } from './dialogue.ts';
import type { FileTicket } from './file-ticket.ts';
import { canFile } from './form.ts';
import type { Heard } from './hear.ts';
import { isCommand, readFreeText, readPending, type HeardRoute, type Plan } from './route.ts';

/** 转人工: what is on the table is filed for a person to read; with nothing there, one sentence is asked for. */
export function createAskPerson(file: FileTicket): HeardRoute {
  return {
    name: 'ask-person',
    plan(heard) {
      if (isCommand(heard, 'ask_person')) return planFor(heard, file);
      const text = readFreeText(heard);
      return text !== undefined && readPending(heard, 'person') !== undefined
        ? () => file.fileQuestion(heard, text, [])
        : undefined;
    },
  };
}

function planFor(heard: Heard, file: FileTicket): Plan {
  const { form, pending } = heard.state;
  if (pending?.kind === 'unanswered') {
    return () => file.fileQuestion(heard, pending.question, pending.messageIds);
  }
  if (pending?.kind === 'offer' && pending.story !== undefined) {
    const { story, messageIds } = pending;
    return () => file.fileQuestion(heard, story, messageIds);
  }
  if (form !== undefined && canFile(form)) {
    const asked = { ...form, notes: [...form.notes, '转人工'] };
    return () => file.fileForm(heard, asked, { key: 'conversation.person.willRead' });
  }
  return () => askWhatAbout(heard);
}

function askWhatAbout(heard: Heard): Outcome<DialogueState> {
  return conclude(heard, {
    replies: [{ key: 'conversation.person.ask' }],
    state: { ...heard.state, pending: { kind: 'person' } },
  });
}
