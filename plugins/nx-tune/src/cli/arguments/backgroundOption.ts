import { Option } from 'commander';

/** What lies behind figures. */
export const backgroundOption = (): Option =>
  new Option('--background <colour>', 'the background of figures: the colour of the page, white, or nothing').choices([
    'page',
    'white',
    'none',
  ]);
