import { keepFocus } from './keepFocus.js';

/** The reader's choices: a filter, selected trials, the order and page of the table. The parts of the page listen to it. */
export interface State {
  /** The filter as typed. */
  readonly filter: string;
  /** Indices of selected trials, in the order of their selection. */
  readonly selected: readonly number[];
  readonly sort: { readonly column: string; readonly descending: boolean };
  /** The page of the table, from 0. */
  readonly page: number;
}

export interface Store {
  get(): State;
  set(change: Partial<State>): void;
  onChange(listener: (state: State, before: State) => void): void;
}

/** The most trials whose colours can be distinguished. */
export const mostSelected = 8;

export function createStore(first: State): Store {
  let state = first;
  const listeners: ((state: State, before: State) => void)[] = [];
  return {
    get: () => state,
    set: (change) => {
      const before = state;
      state = { ...state, ...change };
      keepFocus(() => {
        for (const listener of listeners) listener(state, before);
      });
    },
    onChange: (listener) => listeners.push(listener),
  };
}

/** Selects or deselects a trial; if there are too many, the one selected first makes room. */
export function toggle(store: Store, index: number): void {
  const { selected } = store.get();
  const others = selected.filter((other) => other !== index);
  store.set({ selected: others.length < selected.length ? others : [...others.slice(1 - mostSelected), index] });
}
