import { byId } from './element.js';

/** What the server of a running sweep says. */
interface LiveState {
  readonly version: number;
  readonly done: number;
  readonly total: number;
}

/** What is heard of the sweep: a new connection tells it again. */
type Connection = 'live' | 'lost';

/** In a page that is served: shows how far the sweep is, and gets what is new. A page in a file has no such line. */
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
    document.title = `${connection === 'lost' ? 'lost connection' : `${state.done}/${state.total}`} · ${title}`;
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
  if (connection === 'lost') return `Lost connection, trying again. ${progress}`.trim();
  return `${state?.done === state?.total ? 'All done' : 'Live'}: ${progress}`;
}

const tenths = (state: LiveState | undefined): number =>
  state === undefined ? 0 : Math.floor((10 * state.done) / Math.max(1, state.total));

/** A screen reader hears when the connection changes, and every tenth of the way. */
function announcer(): (text: string, key: string) => void {
  let last = '';
  return (text, key) => {
    if (key !== last) byId('live-said').textContent = text;
    last = key;
  };
}

const againMs = 2000;

/** The browser connects again by itself, unless it was refused. */
function listen(heard: (state: LiveState) => void, lost: () => void): void {
  const source = new EventSource('events');
  source.onmessage = ({ data }) => heard(JSON.parse(data as string) as LiveState);
  source.onerror = () => {
    lost();
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(heard, lost), againMs);
  };
}

/** Gets the newest results, one request at a time, and while nobody looks none. */
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
