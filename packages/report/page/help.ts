import { byId, element } from './element.js';

type Child = Node | string;

/** What a reader may do, on request: by the button, or by `?`. */
export function offerHelp(): void {
  const close = element('button', { type: 'submit' }, 'Close');
  const dialog = element(
    'dialog',
    { 'aria-labelledby': 'help-title' },
    element('form', { method: 'dialog' }, element('h2', { id: 'help-title' }, 'Find your way'), ...content(), close),
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

/** Keys that go into a text, or that belong to the browser. */
const isTyped = ({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  ctrlKey || metaKey || altKey || (target instanceof Element && target.matches('input[type=text], textarea, select'));

const content = (): readonly Node[] => [
  list(
    [[code('/')], 'to the filter'],
    [[code('?')], 'this help'],
    [[code('Tab'), ' ', code('Enter'), ' ', code('Space')], 'through the headings of the table, and to select trials'],
    [['Click a point or a line'], 'selects its trial, up to eight: they have their colours in all charts'],
    [['Drag along an axis'], 'of the parallel coordinates filters; a click beside the stroke takes it away'],
  ),
  element('h3', {}, 'Filters'),
  list(
    [[code('lr < 0.01 and batch = 64')], 'and, or, not, and brackets'],
    [[code('optimizer.name in (adam, sgd)')], 'one of several'],
    [[code('number >= 100'), ' ', code('rank <= 10')], 'also id, outcome, seed, and every metric'],
    [[code('not outcome = completed')], 'what went wrong'],
    [[code('"my param" != "two words"')], 'quotes, where a name or a value is not one word'],
  ),
  element('p', {}, 'Filter, order and selected trials stand in the address: send it to share what you see.'),
];

const code = (text: string): Node => element('code', {}, text);

const list = (...rows: readonly (readonly [readonly Child[], string])[]): Node =>
  element('dl', {}, ...rows.flatMap(([terms, what]) => [element('dt', {}, ...terms), element('dd', {}, what)]));
