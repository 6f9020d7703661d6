import { sentence, table } from './markdown.mjs';

/** Renders a section for each verb that is not hidden, from the command that parses it. */
export const ofVerbs = (commands) =>
  commands
    .filter((command) => !command.name().startsWith('_'))
    .flatMap((command) => [
      `### \`nx-tune ${command.name()}\`\n`,
      `${capital(sentence(command.description()))} \`nx-tune ${command.name()} ${command.usage()}\`\n`,
      ...(command.options.length === 0
        ? []
        : [
            table(
              ['option', 'default', 'meaning'],
              command.options.map((option) => [`\`${option.flags}\``, fallbackOf(option), meaningOf(option)]),
            ),
          ]),
    ]);

const fallbackOf = ({ defaultValue: value }) => (value === undefined || value.length === 0 ? '' : `\`${value}\``);

const meaningOf = ({ description, argChoices }) =>
  argChoices === undefined ? description : `${description} (${argChoices.map((choice) => `\`${choice}\``).join(', ')})`;

const capital = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
