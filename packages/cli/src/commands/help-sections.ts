/** What the help page of each command says beneath its flags. */
import type { HelpSection } from '../arguments/command-spec.ts'
import { exitCodes } from '../failure/exit-codes.ts'

/** Of `colloquy ask`. */
export const askSections: readonly HelpSection[] = [
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
    title: 'Conversation',
    paragraphs: [
      'At a terminal, colloquy without a prompt starts a conversation. /help lists its commands, Ctrl-C stops an answer, Ctrl-D leaves. Conversations and questions are saved on this machine (see colloquy logs path); -c continues the latest.',
    ],
  },
  {
    title: 'Prompt',
    paragraphs: [
      'Words are joined with spaces. Piped text is added after them, separated by an empty line. With "-" alone, or without words, the piped text is the whole prompt.',
      'Only the answer goes to stdout, ending with exactly one newline. Everything else goes to stderr.',
    ],
  },
  {
    title: 'Environment',
    paragraphs: ['A flag overrides its variable, and a variable overrides the default.'],
    rows: [
      ['COLLOQUY_MODEL', 'The model to ask, as --model. Default: a small one that runs anywhere.'],
      ['COLLOQUY_PROFILE', 'The profile to use, as --profile.'],
      [
        'COLLOQUY_TEMPERATURE, …',
        'One for each flag about the answer: also _TOP_P, _MAX_TOKENS, _SEED, _EFFORT, _APPROVE, _MAX_TURNS; for a model on this machine also _THREADS, _CONTEXT_SIZE and so on.',
      ],
      ['COLLOQUY_MODELS', 'The directory that holds models.'],
      ['OPENAI_BASE_URL', 'The endpoint to ask, as --base-url.'],
      [
        'OPENAI_API_KEY',
        'The key for the endpoint. By itself it changes nothing: without a base URL the local model answers, and nothing leaves this machine.',
      ],
      ['NO_COLOR, FORCE_COLOR', 'Turn colours off or on. By default only a terminal gets colours.'],
      ['COLLOQUY_DB, COLLOQUY_HISTORY', 'The files for conversations and for the history of what you type.'],
      ['COLLOQUY_LOG', 'With off, conversations are not saved.'],
      ['COLLOQUY_SETTINGS', 'The settings file.'],
      ['COLLOQUY_DEBUG', 'Set to 1 to see where in the code an error happened.'],
    ],
  },
  { title: 'Exit codes', rows: Object.entries(exitCodes) },
]

/** Of `colloquy chat`. */
export const chatSections: readonly HelpSection[] = [
  {
    title: 'Examples',
    examples: ['colloquy chat', 'colloquy chat -m qwen3:1.7b "Let us plan a voyage"', 'colloquy chat -c'],
  },
]

/** Of `colloquy pull`. */
export const pullSections: readonly HelpSection[] = [
  {
    title: 'Download',
    paragraphs: [
      'A download that was interrupted resumes where it stopped. The file is checked against its published SHA-256.',
    ],
  },
]

/** Of `colloquy serve`. */
export const serveSections: readonly HelpSection[] = [
  {
    title: 'Examples',
    examples: [
      'colloquy serve',
      'colloquy serve -m ./model.gguf --port 9000',
      'colloquy serve -m smollm2:135m -m ./other.gguf --idle-timeout 600',
      'colloquy serve --upstream http://gpu1:8000/v1 --upstream http://gpu2:8000/v1',
      'colloquy serve --config /etc/colloquy.toml --check',
      'COLLOQUY_API_KEY=… colloquy serve --host 0.0.0.0',
    ],
  },
  {
    title: 'Keys',
    paragraphs: [
      'Without a key, only this machine can send requests. Make keys with "colloquy keys add", or set one in COLLOQUY_API_KEY or several with --api-key-file; callers send theirs as "authorization: Bearer KEY". --insecure serves other machines without a key.',
    ],
  },
  {
    title: 'Configuration',
    paragraphs: [
      'A flag overrides its variable (--max-queue is COLLOQUY_MAX_QUEUE), a variable overrides the file of --config, and the file overrides the default. In the file, keys are named like flags: port = 9000, upstream = ["http://gpu1:8000/v1"]. Upstreams may be tables with url, name, weight, key-env, parallel and models.',
    ],
  },
]

/** Of `colloquy sessions`. */
export const sessionsSections: readonly HelpSection[] = [
  {
    title: 'Names',
    paragraphs: [
      'Name a conversation by its id, by enough of the id to be unique, or by its name, which is the beginning of its first question until you rename it. To continue one, use colloquy --session NAME, or colloquy -c for the latest.',
    ],
  },
  {
    title: 'Files',
    paragraphs: [
      'export writes one message per line as JSON, or Markdown if the file ends in .md; import reads the JSON. A conversation that is already here is recognised, even if it has grown since. With a new NAME it becomes a copy.',
    ],
  },
]

/** Of `colloquy logs`. */
export const logsSections: readonly HelpSection[] = [
  {
    title: 'Where it is kept',
    paragraphs: [
      'In one SQLite file on this machine that only you can read: colloquy logs path prints where, COLLOQUY_DB moves it. To save nothing, use --no-log for one conversation, COLLOQUY_LOG=off or colloquy logs off for all.',
    ],
  },
]

/** Of `colloquy templates`. */
export const templatesSections: readonly HelpSection[] = [
  {
    title: 'Templates',
    paragraphs: [
      'A template is a file NAME.md in the directory templates, beside the settings. It is a prompt with {{blanks}}; {{input}} is what you type or pipe in. It may start with lines "system: …", "model: …" and "schema: …" between two lines of ---.',
    ],
    examples: ['colloquy templates edit translate', 'colloquy -t translate -p language=French < letter.txt'],
  },
]

/** Of `colloquy schema`. */
export const schemaSections: readonly HelpSection[] = [
  {
    title: 'Schemas',
    paragraphs: [
      'A schema is a file, JSON, or a list of fields: "name" or "name type", each optionally with ": what it is for". check says whether a model on this machine can follow it exactly, and if not, which part is the problem. Such a schema is refused in a request, never loosened.',
    ],
    examples: [
      "colloquy schema from 'name, age int, tags string[]' > sailor.json",
      'colloquy schema check sailor.json',
    ],
  },
]

/** Of `colloquy models`. */
export const modelsSections: readonly HelpSection[] = [
  {
    title: 'Models',
    paragraphs: [
      'colloquy ls lists the models on this machine. The model set by default NAME is asked when --model names no other; it is saved in the settings. To give a model a name of your own, use a profile: colloquy config set fast.model smollm2:135m, then colloquy --profile fast.',
    ],
  },
]

/** Of `colloquy replay`. */
export const replaySections: readonly HelpSection[] = [
  {
    title: 'What it does',
    paragraphs: [
      'Sends each request in a file of JSON lines, one after another, and prints a line with the request and its answer; that output can be replayed too. A line is a request as --dry-run prints it, a request with its answer as replay prints it, or a line of a batch file. With --diff, exit code 1 means that an answer differs.',
    ],
    examples: [
      'colloquy replay questions.jsonl > before.jsonl',
      'colloquy replay --diff --base-url http://localhost:8000/v1 -m NAME before.jsonl',
    ],
  },
]

/** Of `colloquy config`. */
export const configSections: readonly HelpSection[] = [
  {
    title: 'Settings',
    paragraphs: [
      'A flag overrides a profile, a profile overrides a variable, and a variable overrides the settings. set without a value removes a setting.',
    ],
    rows: [
      ['model', 'The model to ask, as --model.'],
      ['base-url', 'The endpoint to ask, as --base-url.'],
      [
        'api-key-env',
        'The environment variable that holds its key, as --api-key-env. Keys themselves are never saved here.',
      ],
      ['system', 'Instructions for the model, as --system.'],
      ['log', 'With off, conversations are not saved, as with --no-log.'],
      ['PROFILE.NAME', 'The same for one profile, used with --profile PROFILE: colloquy config set work.model NAME.'],
    ],
  },
]

/** Of `colloquy bench`. */
export const benchSections: readonly HelpSection[] = [
  {
    title: 'What it measures',
    paragraphs: [
      'The time to the first token, the time between tokens, and tokens per second, for one answer and for all together, after one question to warm up. "local" is the model on this machine. If one of several endpoints is down, that is reported on stderr, and the others are still measured.',
    ],
    examples: [
      'colloquy bench local http://localhost:8000/v1 -m NAME',
      'colloquy bench -c 4 -n 40 --json http://localhost:8000/v1',
    ],
  },
]

/** Of `colloquy completion`. */
export const completionSections: readonly HelpSection[] = [
  {
    title: 'Shells',
    rows: [
      ['bash', 'source <(colloquy completion bash)'],
      ['zsh', 'colloquy completion zsh > "${fpath[1]}/_colloquy"'],
      ['fish', 'colloquy completion fish | source'],
      ['powershell', 'colloquy completion powershell | Out-String | Invoke-Expression'],
    ],
  },
]

/** Of `colloquy check`. */
export const checkSections: readonly HelpSection[] = [
  {
    title: 'What it does',
    paragraphs: [
      'Sends the server about sixty short requests, one after another, and compares each answer with the published API. It reports point by point, with the request and the answer of each difference; any difference means exit code 1. Things that OpenAI’s own service does but has not published are marked ~ and do not count.',
    ],
    examples: [
      'colloquy check http://localhost:8000/v1',
      'colloquy check --only stream --json http://localhost:8000/v1',
    ],
  },
]

/** Of `colloquy keys`. */
export const keysSections: readonly HelpSection[] = [
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
      'A server that shares the store sees every change at once. As soon as there is a key, every request needs one. Only the hash of a key is stored, so the key itself is shown once.',
    ],
  },
]

/** Under the flags of `colloquy completions`. */
export const completionsSections: readonly HelpSection[] = [
  {
    title: 'Examples',
    examples: [
      'colloquy completions ls --metadata team=red --limit 5',
      'colloquy completions messages chatcmpl-…',
      'colloquy completions update chatcmpl-… --metadata reviewed=yes',
    ],
  },
  {
    title: 'Completions',
    paragraphs: ['A server keeps the completions of requests with "store": true. The newest come first.'],
  },
]
