// Does ten times as much Markdown, read letter by letter, take ten times as long, whatever is in it?
//
//   node markdown-blocks.mjs [--rounds 7]
import { parseArgs } from 'node:util'

import { BlockSplitter, InlineStream } from '@colloquy/markdown'

import { alternate, medianRatio } from './harness/alternate.mjs'
import { measure } from './harness/measure.mjs'
import { verdict } from './harness/verdict.mjs'

const { values: given } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } })
const short = 20_000

const prose =
  '## Title\n\nSome **bold** words, `code` and [a link](https://x.y).\n\n- one\n- two\n\n```ts\nlet a = 1\n```\n'
for (const unit of [prose, 'a word ', '>', '- ', '|', '`', '[', '#', '*', ' ', '* a\n', '| a |\n']) {
  const results = await alternate(
    [
      { name: 'long', run: () => measure(() => read(unit, short * 10)) },
      { name: 'short', run: () => measure(() => read(unit, short)) },
    ],
    { rounds: Number(given.rounds) },
  )
  verdict(
    `${JSON.stringify(unit.slice(0, 12))}: CPU for ten times the text`,
    medianRatio(results.long, results.short, ({ cpu }) => cpu),
    { atMost: 25 },
  )
}

function read(unit, length) {
  const splitter = new BlockSplitter()
  let inline
  const take = (event) => {
    if (event.type === 'open') inline = new InlineStream()
    else if (event.type === 'text') inline.push(event.text)
  }
  for (const letter of unit.repeat(Math.ceil(length / unit.length))) splitter.push(letter).forEach(take)
  splitter.end().forEach(take)
}
