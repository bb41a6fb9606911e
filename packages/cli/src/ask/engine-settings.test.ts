import { writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { temporaryPath } from '../../../../test/support/temporary-path.ts'
import { FakeIo } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'

async function run(argv: readonly string[]) {
  const io = new FakeIo({ piped: '' })
  const exitCode = await main(argv, io)
  return { io, exitCode, stderr: io.stderr.text }
}

test('a local model is opened as the flags set it up', async () => {
  const file = temporaryPath('chat.jinja')
  await writeFile(file, '{{ messages[0].content }}')
  const { io } = await run(['x', '--chat-template', file, '--json-spacing', 'compact', '--context-size', '512'])
  expect(io.opened[0]?.target).toMatchObject({
    engine: { chatTemplate: '{{ messages[0].content }}', jsonSpacing: 'compact', contextSize: 512 },
  })
})

test.each([
  [['--json-spacing', 'wide'], 'it must be loose or compact'],
  [['--chat-template', '/nowhere.jinja'], '--chat-template /nowhere.jinja cannot be read: ENOENT'],
  [['--threads', '0'], 'it must be at least 1'],
  [
    ['--base-url', 'http://a/v1', '--context-size', '9'],
    '--context-size is only for a model on this machine, but this question goes to a',
  ],
])('no model is opened with %j', async (flags, told) => {
  const { io, exitCode, stderr } = await run(['x', ...flags])
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(told) })
  expect(io.opened).toEqual([])
})
