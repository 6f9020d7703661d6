import { Option } from 'commander';

/** What lies behind figures. */
export const backgroundOption = (): Option =>
  new Option('--background <colour>', 'what lies behind figures: the colour of the page, white, or nothing').choices([
    'page',
    'white',
    'none',
  ]);
