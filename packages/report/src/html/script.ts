/** The report's only script: sorts the table of trials. */
export const script = `for (const button of document.querySelectorAll('.trials th button')) button.addEventListener('click', () => {
  const head = button.parentElement;
  const column = [...head.parentElement.children].indexOf(head);
  const descending = head.getAttribute('aria-sort') === 'ascending';
  for (const other of head.parentElement.children) other.setAttribute('aria-sort', 'none');
  head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
  const body = document.querySelector('.trials tbody');
  const key = (row) => row.children[column].dataset.value ?? row.children[column].textContent;
  const compare = (a, b) => (isNaN(a) || isNaN(b) ? (isNaN(a) - isNaN(b) || (a < b ? -1 : a > b ? 1 : 0)) : a - b);
  const rows = [...body.children].sort((a, b) => compare(key(a), key(b)));
  body.append(...(descending ? rows.reverse() : rows));
});`;

/** SHA-256 of the script, by which the content policy allows it and no other; a test compares. */
export const scriptHash = 'sha256-PZ7ZYudsd+MVDolfahPKTXTATzwDkCirP3b/vFdHR7s=';
