// Records a real conversation in a pseudo-terminal (tmux) as an animated SVG: docs/images/terminal.svg.
//
//   npm run build && node scripts/record-terminal.mjs [--model smollm2:135m] [--out docs/images/terminal.svg]
//
// The model answers live; what it says and how fast is as on this machine. Only waiting is shortened.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { modelsDirectory } from '@colloquy/engine/models'

const { values: given } = parseArgs({
  options: {
    model: { type: 'string', default: 'smollm2:135m' },
    out: { type: 'string', default: fileURLToPath(new URL('../docs/images/terminal.svg', import.meta.url)) },
  },
})
const columns = 84
const rows = 26
// Longest a frame stays, in milliseconds, so that loading a model does not bore anybody.
const longest = 900
const scratch = mkdtempSync(join(tmpdir(), 'colloquy-record-'))
const tmux = (...argv) => execFileSync('tmux', ['-L', `record-${process.pid}`, ...argv], { encoding: 'utf8' })
const bin = fileURLToPath(new URL('../packages/cli/bin/colloquy.js', import.meta.url))
const frames = []
const escape = String.fromCharCode(27)

// What a person does: keys to press, and what must be on the screen before the next.
const steps = [
  { type: `colloquy -m ${given.model}`, until: '/help' },
  { type: 'Write a Python function that adds two numbers.', until: 'tokens/s' },
  { type: '/schema city, population int, coastal bool', until: 'Answers follow' },
  { type: 'Tell me about Lisbon.', until: 'tokens/s' },
  { type: '/code curl', until: "}'" },
  { type: '/exit', until: '$ ' },
]

try {
  // A home of its own, so that nobody's conversations and settings are seen; the models are those of this machine.
  const models = process.env.COLLOQUY_MODELS ?? modelsDirectory(process.env)
  const env = [`HOME=${scratch}`, `COLLOQUY_MODELS=${models}`, 'PS1=$ ', 'HISTFILE=']
  const shell = ['env', ...env, 'TERM=xterm-256color', 'bash', '--norc', '--noprofile']
  tmux('-f', '/dev/null', 'new-session', '-d', '-x', String(columns), '-y', String(rows), ...shell)
  tmux('send-keys', `colloquy() { '${process.execPath}' '${bin}' "$@"; }; clear`, 'Enter')
  await settle()
  for (const { type, until } of steps) {
    const before = occurrences(until)
    for (const letter of type) {
      tmux('send-keys', '-l', letter)
      await capture(30)
    }
    await capture(250)
    tmux('send-keys', 'Enter')
    const deadline = performance.now() + 120_000
    while (occurrences(until) <= before) {
      if (performance.now() > deadline) throw new Error(`"${until}" did not come.\n${screen()}`)
      await capture(80)
    }
    for (let pause = 0; pause < 8; pause++) await capture(100)
  }
} finally {
  tmux('kill-server')
  rmSync(scratch, { recursive: true, force: true })
}
function screen() {
  return tmux('capture-pane', '-p')
}

// The whole past of the terminal is asked, because an answer may have scrolled away what is waited for.
function occurrences(text) {
  return tmux('capture-pane', '-p', '-J', '-S', '-').split(text).length - 1
}

async function settle() {
  let last = ''
  while (last !== screen() || !last.includes('$')) {
    last = screen()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function capture(milliseconds) {
  const start = performance.now()
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  const lines = withTheirStyle(tmux('capture-pane', '-p', '-e').split('\n').slice(0, rows))
  const took = Math.min(longest, performance.now() - start)
  const last = frames.at(-1)
  if (last && last.lines.join('\n') === lines.join('\n'))
    last.milliseconds = Math.min(longest, last.milliseconds + took)
  else frames.push({ lines, milliseconds: took })
}

// tmux tells a style where it begins and not again in the next line; here each line is drawn by itself.
function withTheirStyle(lines) {
  let style = ''
  return lines.map((text) => {
    const whole = style + text
    const codes = (whole.match(new RegExp(`${escape}\\[[0-9;]*m`, 'g')) ?? []).join('')
    style = codes.slice(codes.lastIndexOf(`${escape}[0m`) + 1).replace(/^\[0m/, '')
    return whole
  })
}

/** Each line that ever stood on the screen is drawn once; a frame is a list of references, shown for its time. */
function render(all) {
  const [cell, line, pad] = [8.4, 18, 16]
  const width = Math.round(columns * cell + 2 * pad)
  const height = rows * line + 2 * pad + 24
  const total = all.reduce((sum, { milliseconds }) => sum + milliseconds, 0) + 2500
  const ids = new Map()
  const idOf = (text) => {
    if (!ids.has(text)) ids.set(text, `l${ids.size}`)
    return ids.get(text)
  }
  let at = 0
  const shown = all.map(({ lines, milliseconds }, index) => {
    const from = (at / total) * 100
    at += milliseconds
    const to = index === all.length - 1 ? 100 : (at / total) * 100
    const uses = lines.flatMap((text, row) =>
      text.trim() === '' ? [] : [`<use href="#${idOf(text)}" y="${row * line}"/>`],
    )
    // Discrete steps: a frame is there or it is not.
    const keyTimes = [0, from, to].map((value) => (value / 100).toFixed(5))
    const values = index === 0 ? 'visible;visible;hidden' : 'hidden;visible;hidden'
    const animation =
      index === all.length - 1
        ? `<animate attributeName="visibility" calcMode="discrete" dur="${total}ms" repeatCount="indefinite" keyTimes="0;${keyTimes[1]}" values="hidden;visible"/>`
        : `<animate attributeName="visibility" calcMode="discrete" dur="${total}ms" repeatCount="indefinite" keyTimes="${keyTimes.join(';')}" values="${values}"/>`
    return `<g visibility="hidden">${animation}${uses.join('')}</g>`
  })
  const lines = [...ids].map(([text, id]) => `<text id="${id}" xml:space="preserve">${spans(text, cell)}</text>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="A conversation with colloquy in a terminal">
<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#d8dee9;dominant-baseline:hanging}.b{font-weight:700}.d{fill:#7b8794}.i{font-style:italic}.u{text-decoration:underline}.s{text-decoration:line-through}.c31{fill:#f47067}.c32{fill:#8ddb8c}.c33{fill:#e5c07b}.c35{fill:#d2a8ff}.c36{fill:#76d0e0}</style>
<rect width="100%" height="100%" rx="10" fill="#161b22"/>
<circle cx="20" cy="18" r="6" fill="#f47067"/><circle cx="40" cy="18" r="6" fill="#e5c07b"/><circle cx="60" cy="18" r="6" fill="#8ddb8c"/>
<defs>${lines.join('\n')}</defs>
<g transform="translate(${pad} ${pad + 24})">
${shown.join('\n')}
</g>
</svg>
`
}

// SGR sequences as classes. Each run is placed by its column, so that no font's width can shift it.
function spans(text, cell) {
  const classes = new Set()
  let column = 0
  let out = ''
  for (const [, codes, words] of text.matchAll(sgr)) {
    if (words === undefined) {
      for (const code of (codes || '0').split(';').map(Number)) applyCode(classes, code)
      continue
    }
    const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    out += `<tspan x="${(column * cell).toFixed(1)}"${classes.size > 0 ? ` class="${[...classes].join(' ')}"` : ''}>${escaped}</tspan>`
    for (const letter of words) column += /[\p{Script=Han}\p{Emoji_Presentation}]/u.test(letter) ? 2 : 1
  }
  return out
}

const sgr = new RegExp(`${escape}\\[([0-9;]*)m|([^${escape}]+)`, 'g')

function applyCode(classes, code) {
  const on = { 1: 'b', 2: 'd', 3: 'i', 4: 'u', 9: 's' }[code]
  if (on) classes.add(on)
  else if (code === 0) classes.clear()
  else if (code === 22) for (const one of ['b', 'd']) classes.delete(one)
  else if (code === 23) classes.delete('i')
  else if (code === 24) classes.delete('u')
  else if (code === 29) classes.delete('s')
  else if (code >= 30 && code <= 39) {
    for (const one of classes) if (one.startsWith('c')) classes.delete(one)
    if (code !== 39) classes.add(`c${code}`)
  }
}

mkdirSync(dirname(given.out), { recursive: true })
const svg = render(frames)
writeFileSync(given.out, svg)
console.log(`${given.out}: ${frames.length} frames, ${(svg.length / 1000).toFixed(0)} kB`)
