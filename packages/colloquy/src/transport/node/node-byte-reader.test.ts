import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { NodeByteReader } from './node-byte-reader.ts'

test('a body that broke off before anyone read it is a failure, not a wait', async () => {
  const message = new IncomingMessage(new Socket())
  message.on('error', () => {})
  message.destroy(new Error('reset'))
  await new Promise((resolve) => message.once('close', resolve))
  await expect(new NodeByteReader(message, message).read()).rejects.toThrow('reset')
})

test('a body that has come whole is given at once, then its end', async () => {
  const message = new IncomingMessage(new Socket())
  message.push('{}')
  message.push(null)
  message.complete = true
  const reader = new NodeByteReader(message, message)
  expect(await reader.read()).toEqual({ done: false, value: Buffer.from('{}') })
  expect(await reader.read()).toEqual({ done: true })
})
