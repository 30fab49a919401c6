import type { Locale } from '#core/contracts/identity.ts';
import type { MessageValues } from '#core/platform/translate.ts';

/** Nothing wrong · problems found or the run failed · the command was not understood. */
export type ExitCode = 0 | 1 | 2;

/** Help of an option is `cli.options.<name>`; a text option shows `cli.values.<name>` as its placeholder. */
export interface OptionDefinition {
  readonly type: 'flag' | 'text';
  readonly short?: string;
}

export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;

type ValueOf<Type> = Type extends 'flag' ? boolean : string;

type OptionValues<Options extends OptionDefinitions> = {
  readonly [Name in keyof Options]?: ValueOf<Options[Name]['type']>;
};

/** A sentence of the domain `cli` in the user's language. */
export type Say = (key: string, values?: MessageValues) => string;

/** Where a command runs and how it speaks: results go to `print`, everything about them to `note`. */
export interface Terminal {
  readonly locale: Locale;
  readonly say: Say;
  /** What relative paths start from. Absolute. */
  readonly folder: string;
  readonly print: (text: string) => void;
  readonly note: (text: string) => void;
  /** Aborts on Ctrl+C. */
  readonly interrupted: AbortSignal;
}

/** One word after `telar`, or two. Its texts are `cli.commands.<name>`, with a dot between two words. */
export interface Command<Options extends OptionDefinitions = OptionDefinitions> {
  readonly name: string;
  /** Names of the arguments, all required: `cli.values.<name>`. */
  readonly arguments: readonly string[];
  /** Whether the last argument may be given several times. */
  readonly repeatsLast?: boolean;
  readonly options: Options;
  readonly run: (args: readonly string[], options: OptionValues<Options>, terminal: Terminal) => Promise<ExitCode>;
}

/** Keeps the types of the options while leaving the table of commands uniform. */
export function defineCommand<const Options extends OptionDefinitions>(command: Command<Options>): Command {
  return command as unknown as Command;
}
