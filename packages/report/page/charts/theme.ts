/** Colours of charts. Blue and orange are distinct for any colour vision, and the best trial is ringed as well. */
export interface Theme {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly card: string;
  readonly mark: string;
  readonly best: string;
  /** The outline of points on a surface of many colours. */
  readonly halo?: string;
  /** The colour of trials that are filtered out. */
  readonly faded: string;
  /** The colours of selected trials, in the order of selection (after Okabe and Ito). */
  readonly selected: readonly string[];
  /** From the best to the worst. */
  readonly shades: readonly string[];
  /** The look of good trials compared with bad ones. */
  readonly better: 'darker' | 'lighter';
}

export const light: Theme = {
  ink: '#1c2330',
  soft: '#566070',
  line: '#dfe3e8',
  card: '#f6f7f9',
  mark: '#2b6cb0',
  best: '#b7410e',
  faded: '#d3d8de',
  selected: ['#009e73', '#cc79a7', '#8a6d00', '#5e3c99', '#d55e00', '#0072b2', '#444c56', '#7a3b1d'],
  shades: ['#1f3b73', '#28528f', '#2f6aa8', '#3f83ba', '#5b9cc7', '#82b5d1', '#abcdda', '#d2e3e1', '#f3f1dc'],
  better: 'darker',
};

export const dark: Theme = {
  ink: '#e6e9ee',
  soft: '#a3aebd',
  line: '#333b47',
  card: '#1c222a',
  mark: '#7fb2e8',
  best: '#ff9a62',
  faded: '#3a434f',
  selected: ['#2fd0a0', '#eaa3cb', '#f0d858', '#b79be8', '#ff8b3d', '#6cc4ff', '#c3cad3', '#d99b7c'],
  shades: ['#d6eeff', '#aedaf5', '#86c3e8', '#62a9d8', '#468bbf', '#376f9e', '#2d577d', '#274460', '#223449'],
  better: 'lighter',
};
