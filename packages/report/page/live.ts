import { byId } from './element.js';

/** A message from the server of a running sweep. */
interface LiveState {
  readonly version: number;
  readonly done: number;
  readonly total: number;
}

/** The state of the connection to the server. */
type Connection = 'live' | 'lost';

/** On a page that is served, shows the progress of the sweep and fetches new results. A page in a file has no such line. */
export function followSweep(show: (newer: Document) => void): void {
  if (document.getElementById('live') === null) return;
  const title = document.title;
  const say = announcer();
  let state: LiveState | undefined;
  const told = (connection: Connection): void => {
    const text = textOf(connection, state);
    byId('live').dataset['connection'] = connection;
    byId('live-text').textContent = text;
    say(text, `${connection} ${tenths(state)}`);
    if (state === undefined) return;
    const bar = byId('live').querySelector('progress');
    if (bar !== null) [bar.max, bar.value] = [state.total, state.done];
    document.title = `${connection === 'lost' ? 'connection lost' : `${state.done}/${state.total}`} · ${title}`;
  };
  const renew = renewer(show);
  listen(
    (newer) => {
      state = newer;
      told('live');
      renew(newer.version);
    },
    () => told('lost'),
  );
}

function textOf(connection: Connection, state: LiveState | undefined): string {
  const progress = state === undefined ? '' : `${state.done} of ${state.total} trials`;
  if (connection === 'lost') return `Connection lost, trying again. ${progress}`.trim();
  return `${state?.done === state?.total ? 'All done' : 'Live'}: ${progress}`;
}

const tenths = (state: LiveState | undefined): number =>
  state === undefined ? 0 : Math.floor((10 * state.done) / Math.max(1, state.total));

/** Screen readers announce changes of the connection, and every tenth of the progress. */
function announcer(): (text: string, key: string) => void {
  let last = '';
  return (text, key) => {
    if (key !== last) byId('live-said').textContent = text;
    last = key;
  };
}

const againMs = 2000;

/** Listens to events. The browser reconnects by itself, unless it was refused. */
function listen(heard: (state: LiveState) => void, lost: () => void): void {
  const source = new EventSource('events');
  source.onmessage = ({ data }) => heard(JSON.parse(data as string) as LiveState);
  source.onerror = () => {
    lost();
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(heard, lost), againMs);
  };
}

/** Fetches the newest results, one request at a time, and only while the page is visible. */
function renewer(show: (newer: Document) => void): (version: number) => void {
  let shown: number | undefined;
  let wanted: number | undefined;
  let isBusy = false;
  const next = async (): Promise<void> => {
    if (isBusy || wanted === shown || document.hidden) return;
    isBusy = true;
    const version = wanted;
    try {
      const response = await fetch('update', { cache: 'no-store' });
      if (response.ok) show(new DOMParser().parseFromString(await response.text(), 'text/html'));
      shown = version;
    } catch {
      // The connection is lost: its return brings another event.
    } finally {
      isBusy = false;
    }
    if (wanted !== version) await next();
  };
  document.addEventListener('visibilitychange', () => void next());
  return (version) => {
    wanted = version;
    void next();
  };
}
