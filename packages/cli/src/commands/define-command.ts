import type { Command, CommandRun, CommandSpec, OptionTable } from '../arguments/command-spec.ts'
import { parseArguments } from '../arguments/parse-arguments.ts'

/** A row of the table. Ties a command's code to its own flags: `load` must give what these options parse to. */
export function defineCommand<const T extends OptionTable>(
  spec: CommandSpec<T>,
  load: () => Promise<CommandRun<T>>,
): Command {
  return {
    ...spec,
    async run(argv, context) {
      const { help, ...args } = parseArguments(spec, argv)
      if (help) {
        // At run time: the table is made of what this gives.
        const [{ showHelp }, { commandGroups }] = await Promise.all([
          import('../help/show-help.ts'),
          import('./table.ts'),
        ])
        return showHelp(commandGroups, spec.name, context.stdout)
      }
      const run = await load()
      return run(args, context)
    },
  }
}
