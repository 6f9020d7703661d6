import type { ServerResponse } from 'node:http';

/** A page that listens. */
export interface EventStream {
  /** Sends the newest state, at once or as soon as the page has taken what it was sent before. */
  send(): void;
}

/**
 * Sends events to one page. At most one waits for it, whatever happens meanwhile: the next is made when it has gone, so a page that does
 * not read costs nothing and misses nothing but what is out of date.
 */
export function createEventStream(response: ServerResponse, newest: () => string): EventStream {
  let isBusy = false;
  let isStale = false;
  const write = (text: string): void => {
    isBusy = true;
    response.write(text, () => {
      isBusy = false;
      if (isStale) send();
    });
  };
  const send = (): void => {
    isStale = isBusy;
    if (!isBusy) write(`data: ${newest()}\n\n`);
  };
  write('retry: 1000\n');
  return { send };
}
