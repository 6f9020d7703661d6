import { Option } from 'commander';

/** The option for the colour behind figures. */
export const backgroundOption = (): Option =>
  new Option('--background <colour>', 'the background of figures: the colour of the page, white, or nothing').choices([
    'page',
    'white',
    'none',
  ]);
