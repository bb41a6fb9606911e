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
      'Without a prompt, at a terminal, you converse: /help lists what can be done, Ctrl-C stops an answer, Ctrl-D leaves. Conversations and questions are kept on this machine (colloquy logs path); -c goes on with the latest.',
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
      ['COLLOQUY_PROFILE', 'The profile, as --profile.'],
      [
        'COLLOQUY_TEMPERATURE, …',
        'Each flag that sets how to answer: _TOP_P, _MAX_TOKENS, _SEED, _EFFORT, _APPROVE, _MAX_TURNS; for a model of this machine also _THREADS, _CONTEXT_SIZE and the like.',
      ],
      ['COLLOQUY_MODELS', 'The directory models are kept in.'],
      ['OPENAI_BASE_URL', 'The endpoint to ask, as --base-url.'],
      [
        'OPENAI_API_KEY',
        'The key for the endpoint. Alone it changes nothing: without a base URL the local model answers and nothing leaves this machine.',
      ],
      ['NO_COLOR, FORCE_COLOR', 'Colours off or on; without them only a terminal gets colour.'],
      ['COLLOQUY_DB, COLLOQUY_HISTORY', 'The files of the conversations and of what was typed.'],
      ['COLLOQUY_LOG', 'off keeps no conversation.'],
      ['COLLOQUY_SETTINGS', 'The settings file.'],
      ['COLLOQUY_DEBUG', 'Set to 1 to see where an error happened.'],
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
    paragraphs: ['A download that was stopped goes on where it was. The file is checked against its published sha256.'],
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
      'Without a key, only this machine is served. Make keys with "colloquy keys add", give one in COLLOQUY_API_KEY, or several with --api-key-file; callers send it as "authorization: Bearer KEY". --insecure serves other machines without one.',
    ],
  },
  {
    title: 'Configuration',
    paragraphs: [
      'A flag beats its variable (--max-queue is COLLOQUY_MAX_QUEUE), a variable beats the file of --config, the file beats the default. In the file keys are flags: port = 9000, upstream = ["http://gpu1:8000/v1"]. Upstreams may be tables with url, name, weight, key-env, parallel and models.',
    ],
  },
]

/** Of `colloquy sessions`. */
export const sessionsSections: readonly HelpSection[] = [
  {
    title: 'Names',
    paragraphs: [
      'A conversation is named by its id, by the beginning of the id that only it has, or by its name: the beginning of its first question until you give it another. Go on with one: colloquy --session NAME, or colloquy -c for the latest.',
    ],
  },
  {
    title: 'Files',
    paragraphs: [
      'export writes a message a line, or Markdown where the file ends in .md; import reads the first. What is kept already is recognised, also where it has gone on since; a new NAME makes a copy.',
    ],
  },
]

/** Of `colloquy logs`. */
export const logsSections: readonly HelpSection[] = [
  {
    title: 'Where it is kept',
    paragraphs: [
      'In one SQLite file on this machine, readable by you alone; colloquy logs path tells it, COLLOQUY_DB moves it. --no-log leaves one conversation out, COLLOQUY_LOG=off or colloquy logs off all of them.',
    ],
  },
]

/** Of `colloquy templates`. */
export const templatesSections: readonly HelpSection[] = [
  {
    title: 'Templates',
    paragraphs: [
      'A file NAME.md beside the settings, in the directory templates: a prompt with {{places}}, of which {{input}} is what you type or pipe in. Lines of "system: …", "model: …" and "schema: …" between two lines of --- may stand at its top.',
    ],
    examples: ['colloquy templates edit translate', 'colloquy -t translate -p language=French < letter.txt'],
  },
]

/** Of `colloquy schema`. */
export const schemaSections: readonly HelpSection[] = [
  {
    title: 'Schemas',
    paragraphs: [
      'A file, JSON, or fields: "name", "name type", each with ": what it is for". check says whether a model of this machine can be held to it, and if not, which part is in the way; such a schema is refused when it is asked with, never loosened.',
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
      'The models of this machine are told by colloquy ls. default NAME is asked where --model names no other, and is kept in the settings. A profile gives a model a name of its own: colloquy config set fast.model smollm2:135m, then colloquy --profile fast.',
    ],
  },
]

/** Of `colloquy replay`. */
export const replaySections: readonly HelpSection[] = [
  {
    title: 'What it does',
    paragraphs: [
      'Asks each request of a file of JSON lines, one after another, and prints a line with the request and its answer, which can be replayed in turn. A line is a request as --dry-run prints it, one with its answer as replay prints it, or one of a batch with its body. With --diff, exit code 1 where an answer differs.',
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
    paragraphs: ['A flag beats a profile, a profile a variable, a variable the settings. Without a value, set unsets.'],
    rows: [
      ['model', 'The model to ask, as --model.'],
      ['base-url', 'The endpoint to ask, as --base-url.'],
      ['api-key-env', 'The variable that holds its key, as --api-key-env. Keys themselves are never kept here.'],
      ['system', 'Instructions that stand before the prompt, as --system.'],
      ['log', 'off keeps no conversation, as --no-log.'],
      ['PROFILE.NAME', 'The same of a profile, for --profile PROFILE: colloquy config set work.model NAME.'],
    ],
  },
]

/** Of `colloquy bench`. */
export const benchSections: readonly HelpSection[] = [
  {
    title: 'What it measures',
    paragraphs: [
      'The time to the first token, the time between tokens, and tokens a second of one answer and of all together, after one question that warms up. "local" is the model of this machine. One of several endpoints that is down is told on stderr and costs the others nothing.',
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
      'Asks the server some seventy short questions, one after another, and compares each answer with the published API: point by point, with the request and the answer where they differ. Exit code 1 where any differs. What OpenAI’s service does but has not published is marked ~ and does not count.',
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
      'A server that shares the store sees every change at once. From its first key on it answers nobody without one. Only the hash of a key is kept, so it is shown once.',
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
    paragraphs: ['A server keeps what it was asked for with "store": true. The newest come first.'],
  },
]
