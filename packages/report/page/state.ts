import { keepFocus } from './keepFocus.js';

/** What a reader has asked for: a filter, selected trials, the order and page of the table. Whoever shows it listens. */
export interface State {
  /** The filter as typed. */
  readonly filter: string;
  /** Indices of selected trials, in the order of their selection. */
  readonly selected: readonly number[];
  readonly sort: { readonly column: string; readonly descending: boolean };
  /** Of the table, from 0. */
  readonly page: number;
}

export interface Store {
  get(): State;
  set(change: Partial<State>): void;
  onChange(listener: (state: State, before: State) => void): void;
}

/** As many as can be told apart by their colours. */
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

/** Selects a trial, or no longer; the oldest makes room for one too many. */
export function toggle(store: Store, index: number): void {
  const { selected } = store.get();
  const others = selected.filter((other) => other !== index);
  store.set({ selected: others.length < selected.length ? others : [...others.slice(1 - mostSelected), index] });
}
