import { element } from '../../platform/http/look/element.ts';
import type { Words } from '../../platform/http/look/words.ts';
import type { CertificateVerdict } from '../certificate-route.ts';
import { post } from './api.ts';
import { createForm, labelled, toProblemText } from './form.ts';

/** Whether an officer's certificate counts, and of which unit. */
export function createCertificateCard(words: Words): HTMLElement {
  const number = element('input', {
    id: 'certificate',
    class: 'code',
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    maxlength: '60',
  });
  const verdict = element('div', { role: 'status' });
  const form = createForm({
    words,
    submit: words('certificate.submit'),
    fields: [labelled(number, words('certificate.number'))],
    async send() {
      verdict.replaceChildren();
      const answer = await post<CertificateVerdict>('/progress/certificate', {
        number: number.value,
      });
      if (answer.kind === 'ok') verdict.replaceChildren(renderVerdict(answer.value, words));
      else if (answer.refusal.code === 'request_invalid') return words('certificate.empty');
      else return toProblemText(answer.refusal, words);
      return undefined;
    },
  });
  return element(
    'section',
    { class: 'card' },
    element('h2', {}, words('certificate.title')),
    element('p', {}, words('certificate.text')),
    form,
    verdict,
  );
}

function renderVerdict(answer: CertificateVerdict, words: Words): HTMLElement {
  const isValid = answer.verdict === 'valid';
  return element(
    'div',
    { class: `verdict ${isValid ? 'genuine' : 'unknown'}` },
    element(
      'h3',
      {},
      isValid ? words('certificate.valid', { unit: answer.unit }) : words('certificate.notFound'),
    ),
  );
}
