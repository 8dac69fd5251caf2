/** The fields of a command's form: one for each option, which knows its value and shows what is wrong with it. */
import { element } from './element.js';
import { sizeOf } from './words.js';

/** @import { OptionField, OptionValue, Suggestion } from './command-wire.d.ts' */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */
/** @typedef {(typed: string, signal: AbortSignal) => Promise<Suggestion[]>} Suggest */

let made = 0;

/** @param {OptionField} option @param {Suggest} suggest */
export function createField(option, suggest) {
  const id = `option-${++made}`;
  const error = element('p', { class: 'field-error', id: `${id}-error`, hidden: true });
  const control = controlOf(option);
  const isLong = control instanceof HTMLTextAreaElement;
  const isTicked = control instanceof HTMLInputElement && control.type === 'checkbox';
  control.id = id;
  control.name = option.name;
  control.required = option.required;
  control.setAttribute('aria-describedby', `${id}-hint ${error.id}`);
  control.addEventListener('input', () => showError(undefined));
  const label = element('label', { class: 'field-name', for: id }, option.label ?? option.name);
  if (option.required) label.append(element('span', { class: 'field-required', 'aria-hidden': 'true' }, ' required'));
  const hint = element('p', { class: 'field-hint', id: `${id}-hint` }, option.description);
  const node = element(
    'div',
    { class: `field${isLong ? ' field-long' : ''}${isTicked ? ' field-tick' : ''}` },
    ...(isTicked ? [control, label] : [label, control]),
    hint,
    error,
  );
  if (option.suggests && control instanceof HTMLInputElement) completeWhileTyped(control, node, suggest);
  return { option, control, node, showError };

  /** @param {string | undefined} sentence */
  function showError(sentence) {
    error.hidden = sentence === undefined;
    error.textContent = sentence ?? '';
    control.setAttribute('aria-invalid', String(sentence !== undefined));
  }
}

/** @param {OptionField} option @returns {Control} */
function controlOf(option) {
  const { kind, min, max, choices = [] } = option;
  switch (kind) {
    case 'boolean':
      if (typeof option.default === 'boolean') return element('input', { type: 'checkbox', checked: option.default });
      return selectOf(option, [
        ['true', 'yes'],
        ['false', 'no'],
      ]);
    case 'choice':
      return selectOf(
        option,
        choices.map((choice) => [choice, choice]),
      );
    case 'file':
      return element('input', { type: 'file' });
    case 'integer':
    case 'number':
      return element('input', {
        type: 'number',
        step: kind === 'integer' ? '1' : 'any',
        min: limit(min),
        max: limit(max),
        value: option.default === undefined ? undefined : String(option.default),
      });
    default: {
      const value = typeof option.default === 'string' ? option.default : undefined;
      if (max !== undefined && max > longText && !option.suggests)
        return element('textarea', { rows: '2', maxlength: limit(max) }, value ?? '');
      return element('input', { type: 'text', maxlength: limit(max), autocomplete: 'off', value });
    }
  }
}

/** @param {OptionField} option @param {(readonly [value: string, words: string])[]} offered */
function selectOf(option, offered) {
  if (offered.length === 0)
    return element('select', { disabled: true }, element('option', { value: '' }, 'there are none here'));
  const hasNone = option.default === undefined;
  const options = offered.map(([value, words]) =>
    element('option', { value, selected: value === option.default }, words),
  );
  return element('select', {}, ...(hasNone ? [element('option', { value: '' }, '–')] : []), ...options);
}

/** Limits that nobody set are those of the number's kind. @param {number | undefined} value */
function limit(value) {
  return value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : String(value);
}

/** @param {HTMLInputElement} control @param {HTMLElement} home @param {Suggest} suggest */
function completeWhileTyped(control, home, suggest) {
  const list = element('datalist', { id: `${control.id}-list` });
  home.append(list);
  control.setAttribute('list', list.id);
  let typing = new AbortController();
  const complete = async () => {
    typing.abort();
    typing = new AbortController();
    const { signal } = typing;
    const found = await suggest(control.value, signal);
    if (signal.aborted) return;
    list.replaceChildren(...found.map(({ name, value }) => element('option', { value, label: name })));
  };
  control.addEventListener('input', () => void complete());
  control.addEventListener('focus', () => void complete());
}

/** What a field holds, as the server takes it; undefined where nothing was given. @param {ReturnType<typeof createField>} field @returns {Promise<OptionValue | undefined>} */
export async function givenIn({ option, control }) {
  if (control instanceof HTMLInputElement && control.type === 'checkbox') return control.checked;
  if (control instanceof HTMLInputElement && control.type === 'file') {
    const file = control.files?.[0];
    return file && { name: file.name, base64: await base64Of(file) };
  }
  if (control.value === '') return undefined;
  if (option.kind === 'boolean') return control.value === 'true';
  return option.kind === 'integer' || option.kind === 'number' ? Number(control.value) : control.value;
}

/** What is wrong with a field before anything is sent, as a sentence. @param {ReturnType<typeof createField>} field */
export function mistakeOf({ option, control }) {
  const { max } = option;
  const file = control instanceof HTMLInputElement ? control.files?.[0] : undefined;
  if (file && max !== undefined && file.size > max)
    return `This file has ${sizeOf(file.size)}; at most ${sizeOf(max)} are taken.`;
  if (control.validity.valid) return undefined;
  if (control.validity.valueMissing)
    return file === undefined && option.kind === 'file' ? 'Choose a file.' : 'This is needed.';
  return control.validationMessage;
}

/** @param {File} file @returns {Promise<string>} */
function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

const longText = 300;
