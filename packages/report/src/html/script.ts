/** The report's only script: sorts the table of trials. Trials without a number in the column stay at its end. */
export const script = `for (const button of document.querySelectorAll('.trials th button')) button.addEventListener('click', () => {
  const head = button.parentElement;
  const column = [...head.parentElement.children].indexOf(head);
  const descending = head.getAttribute('aria-sort') === 'ascending';
  for (const other of head.parentElement.children) other.setAttribute('aria-sort', 'none');
  head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
  const body = document.querySelector('.trials tbody');
  const number = (row) => parseFloat(row.children[column].dataset.value);
  const text = (row) => row.children[column].textContent;
  const sign = descending ? -1 : 1;
  const compare = (a, b) => {
    const [x, y] = [number(a), number(b)];
    if (isNaN(x) !== isNaN(y)) return isNaN(x) - isNaN(y);
    if (!isNaN(x)) return sign * (x < y ? -1 : x > y ? 1 : 0);
    return sign * (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
  };
  body.append(...[...body.children].sort(compare));
});`;

/** SHA-256 of the script, by which the content policy allows it and no other; a test compares. */
export const scriptHash = 'sha256-fvqPz8p+QSr9w2HHnyvlfZVYOSw9CfIlBjPmLRPHT9M=';
