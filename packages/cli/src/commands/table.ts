/** Every command of `colloquy`. The parser, help, completion and the docs are made from this table. */
import type { Command, CommandRun, CommandSpec, OptionTable } from '../arguments/command-spec.ts'
import { parseArguments } from '../arguments/parse-arguments.ts'
import { exitCodes } from '../failure/exit-codes.ts'
import {
  askOptions,
  helpOptions,
  keysOptions,
  lsOptions,
  pullOptions,
  rmOptions,
  serveOptions,
  showOptions,
  versionOptions,
} from './options.ts'

/** The commands in the order help lists them; the first is the default. */
export const commands: readonly Command[] = [
  command(
    {
      name: 'ask',
      summary: 'Ask a model; the default, so its name may be left out.',
      usage: ['[options] "PROMPT"', 'ask [options] WORD…', '[options] - < FILE'],
      words: { min: 0, max: Number.POSITIVE_INFINITY },
      options: askOptions,
      sections: [
        {
          title: 'Examples',
          examples: [
            'colloquy "Give me three names for a sailing boat"',
            'git diff | colloquy "write a commit message"',
            'colloquy -m ./model.gguf --temperature 0 --json "Is 17 prime?"',
            'colloquy --base-url http://localhost:8000/v1 -m NAME "Hello"',
          ],
        },
        {
          title: 'Prompt',
          paragraphs: [
            'Several words are joined with spaces. Text piped in is added after them: the words, an empty line, the text as it is. "-" alone, or no words at all, makes the piped text the whole prompt.',
            'stdout carries the answer and nothing else, and ends with exactly one newline. Everything else goes to stderr.',
          ],
        },
        {
          title: 'Environment',
          paragraphs: ['A flag beats its variable, a variable beats the default.'],
          rows: [
            ['COLLOQUY_MODEL', 'The model to ask. Default: a small one that runs anywhere.'],
            ['COLLOQUY_MODELS', 'The directory models are kept in.'],
            ['OPENAI_BASE_URL', 'The endpoint to ask, as --base-url.'],
            [
              'OPENAI_API_KEY',
              'The key for the endpoint. Alone it changes nothing: without a base URL the local model answers and nothing leaves this machine.',
            ],
            ['NO_COLOR, FORCE_COLOR', 'Colours off or on; without them only a terminal gets colour.'],
            ['COLLOQUY_DEBUG', 'Set to 1 to see where an error happened.'],
          ],
        },
        { title: 'Exit codes', rows: Object.entries(exitCodes) },
      ],
    },
    async () => (await import('./ask.ts')).ask,
  ),
  command(
    {
      name: 'pull',
      summary: 'Download a model; prints the path of its file.',
      usage: ['pull NAME'],
      words: { min: 1, max: 1 },
      options: pullOptions,
      sections: [
        {
          title: 'Download',
          paragraphs: [
            'A download that was stopped goes on where it was. The file is checked against its published sha256.',
          ],
        },
      ],
    },
    async () => (await import('./pull.ts')).pull,
  ),
  command(
    {
      name: 'ls',
      summary: 'List the models of this machine.',
      usage: ['ls'],
      words: { min: 0, max: 0 },
      options: lsOptions,
    },
    async () => (await import('./ls.ts')).ls,
  ),
  command(
    {
      name: 'show',
      summary: 'Tell about a model, downloaded or not.',
      usage: ['show NAME'],
      words: { min: 1, max: 1 },
      options: showOptions,
    },
    async () => (await import('./show.ts')).show,
  ),
  command(
    {
      name: 'rm',
      summary: 'Delete a downloaded model.',
      usage: ['rm NAME'],
      words: { min: 1, max: 1 },
      options: rmOptions,
    },
    async () => (await import('./rm.ts')).rm,
  ),
  command(
    {
      name: 'serve',
      summary: 'Serve a model, or an endpoint, over OpenAI’s API.',
      usage: ['serve [options]'],
      words: { min: 0, max: 0 },
      options: serveOptions,
      sections: [
        {
          title: 'Examples',
          examples: [
            'colloquy serve',
            'colloquy serve -m ./model.gguf --port 9000',
            'colloquy serve --upstream http://gpu1:8000/v1 --upstream http://gpu2:8000/v1',
            'colloquy serve --config /etc/colloquy.toml --check',
            'COLLOQUY_API_KEY=… colloquy serve --host 0.0.0.0',
          ],
        },
        {
          title: 'Keys',
          paragraphs: [
            'Without a key, only this machine is served. Make keys with "colloquy keys add", give one in COLLOQUY_API_KEY, or several with --api-key-file; callers send it as "authorization: Bearer KEY". --insecure serves other machines without one.',
          ],
        },
        {
          title: 'Configuration',
          paragraphs: [
            'A flag beats its variable (--max-queue is COLLOQUY_MAX_QUEUE), a variable beats the file of --config, the file beats the default. In the file keys are flags: port = 9000, upstream = ["http://gpu1:8000/v1"]. Upstreams may be tables with url, name, weight, key-env, parallel and models.',
          ],
        },
      ],
    },
    async () => (await import('./serve.ts')).serve,
  ),
  command(
    {
      name: 'keys',
      summary: 'Make, list and limit the keys of a server.',
      usage: [
        'keys [ls]',
        'keys add NAME [options]',
        'keys limit NAME [options]',
        'keys rotate NAME',
        'keys revoke NAME',
      ],
      words: { min: 0, max: 2 },
      options: keysOptions,
      sections: [
        {
          title: 'Examples',
          examples: [
            'KEY=$(colloquy keys add ann --rpm 60 --budget 1000000/month)',
            'colloquy keys limit ann --rpm 0 --parallel 2',
            'colloquy keys rotate ann --grace 7d',
            'colloquy keys ls --store postgres://colloquy@db/colloquy',
          ],
        },
        {
          title: 'Keys',
          paragraphs: [
            'A server that shares the store sees every change at once. From its first key on it answers nobody without one. Only the hash of a key is kept, so it is shown once.',
          ],
        },
      ],
    },
    async () => (await import('./keys.ts')).keys,
  ),
  command(
    {
      name: 'help',
      summary: 'Show help for a command.',
      usage: ['help [COMMAND]'],
      words: { min: 0, max: 1 },
      options: helpOptions,
    },
    // The page is made from this very table, so it is handed over here: an import back would be a circle.
    async () => {
      const { help } = await import('./help.ts')
      return help(commands)
    },
  ),
  command(
    {
      name: 'version',
      summary: 'Print the version; so does --version.',
      usage: ['version'],
      words: { min: 0, max: 0 },
      options: versionOptions,
    },
    async () => (await import('./version.ts')).version,
  ),
]

// Ties a command's code to its own flags: `load` must give what these options parse to.
function command<const T extends OptionTable>(spec: CommandSpec<T>, load: () => Promise<CommandRun<T>>): Command {
  return {
    ...spec,
    async run(argv, context) {
      const { help, ...args } = parseArguments(spec, argv)
      if (help) {
        const { showHelp } = await import('../help/show-help.ts')
        return showHelp(commands, spec.name, context.stdout)
      }
      const run = await load()
      return run(args, context)
    },
  }
}
