import { element } from '../../platform/http/look/element.ts';
import type { Words } from '../../platform/http/look/words.ts';
import { post, type Verdict } from './api.ts';
import { createDocumentCard, readScannedCode } from './verify-document.ts';
import { createForm, labelled, toProblemText } from './form.ts';

/** /verify: whether an official document is genuine, and whether a filing receipt is. */
export function showVerify(main: HTMLElement, words: Words, language: string): void {
  const number = element('input', { id: 'number', inputmode: 'numeric', autocomplete: 'off' });
  const proof = element('input', {
    id: 'proof',
    class: 'code',
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    maxlength: '9',
  });
  const verdict = element('div', { role: 'status', id: 'verdict' });
  const form = createForm({
    words,
    submit: words('verify.submit'),
    fields: [labelled(number, words('verify.number')), labelled(proof, words('verify.proof'))],
    async send() {
      verdict.replaceChildren();
      if (number.value.trim() === '' || proof.value.trim() === '') return words('verify.empty');
      const body = { number: number.value, proof: proof.value, language };
      const answer = await post<Verdict>('/verify', body);
      if (answer.kind === 'refused') return toProblemText(answer.refusal, words);
      verdict.replaceChildren(renderVerdict(answer.value, words));
      return undefined;
    },
  });
  main.replaceChildren(
    createDocumentCard(words, readScannedCode(location.hash)),
    element(
      'section',
      { class: 'card lead' },
      element('h2', {}, words('verify.title')),
      element('p', {}, words('verify.text')),
      form,
      verdict,
    ),
  );
}

function renderVerdict(verdict: Verdict, words: Words): HTMLElement {
  const values = verdict.verdict === 'genuine' ? { kind: verdict.kind, day: verdict.filedOn } : {};
  return element(
    'div',
    { class: `verdict ${verdict.verdict}` },
    element('h3', {}, words(`verify.${verdict.verdict}`)),
    element('p', {}, words(`verify.${verdict.verdict}Text`, values)),
  );
}
