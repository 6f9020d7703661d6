import { byId, element } from './element.js';

type Child = Node | string;

/** Offers help to readers, by the button or by `?`. */
export function offerHelp(): void {
  const close = element('button', { type: 'submit' }, 'Close');
  const dialog = element(
    'dialog',
    { 'aria-labelledby': 'help-title' },
    element(
      'form',
      { method: 'dialog' },
      element('h2', { id: 'help-title' }, 'How to use this page'),
      ...content(),
      close,
    ),
  );
  document.body.append(dialog);
  const open = (): void => {
    if (!dialog.open) dialog.showModal();
  };
  byId('help').addEventListener('click', open);
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  addEventListener('keydown', (event) => {
    if (isTyped(event)) return;
    if (event.key === '?') open();
    else if (event.key === '/' && !dialog.open) byId('filter').focus();
    else return;
    event.preventDefault();
  });
}

/** Recognises keys that are typed into a field, or that belong to the browser. */
const isTyped = ({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  ctrlKey || metaKey || altKey || (target instanceof Element && target.matches('input[type=text], textarea, select'));

const content = (): readonly Node[] => [
  list(
    [[code('/')], 'go to the filter'],
    [[code('?')], 'show this help'],
    [[code('Tab'), ' ', code('Enter'), ' ', code('Space')], 'move through the table, sort it and select trials'],
    [['Click a point or a line'], 'select its trial; up to eight, each with its own colour in all charts'],
    [['Drag along an axis'], 'of the parallel coordinates to filter; click beside the stroke to remove it'],
  ),
  element('h3', {}, 'Filters'),
  list(
    [[code('lr < 0.01 and batch = 64')], 'and, or, not, and parentheses'],
    [[code('optimizer.name in (adam, sgd)')], 'one of several'],
    [
      [code('number >= 100'), ' ', code('rank <= 10')],
      'also id, outcome, seed, and every metric; in full trial.seed, params.seed, metrics.seed',
    ],
    [[code('not outcome = completed')], 'trials that did not complete'],
    [[code('"my param" != "two words"')], 'quotes around a name or a value of several words'],
  ),
  element(
    'p',
    {},
    'The filter, the order and the selected trials are part of the address: send it to share what you see.',
  ),
];

const code = (text: string): Node => element('code', {}, text);

const list = (...rows: readonly (readonly [readonly Child[], string])[]): Node =>
  element('dl', {}, ...rows.flatMap(([terms, what]) => [element('dt', {}, ...terms), element('dd', {}, what)]));
