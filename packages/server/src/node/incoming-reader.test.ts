import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { IncomingReader } from './incoming-reader.ts'

test('a body of known length is over with its last byte, before anybody says so', async () => {
  const message = new IncomingMessage(new Socket())
  const reader = new IncomingReader(message, '4')
  message.push('{"')
  expect(await reader.read()).toEqual({ done: false, value: Buffer.from('{"') })
  const read = reader.read()
  message.push('a}')
  expect(await read).toEqual({ done: false, value: Buffer.from('a}') })
  expect(await reader.read()).toEqual({ done: true })
})

test('a body of unknown length is over when that is said', async () => {
  const message = new IncomingMessage(new Socket())
  const reader = new IncomingReader(message, null)
  message.push('{}')
  expect(await reader.read()).toEqual({ done: false, value: Buffer.from('{}') })
  const read = reader.read()
  message.push(null)
  expect(await read).toEqual({ done: true })
})

test('a body that breaks off before its length is a failure, and so is reading on', async () => {
  const message = new IncomingMessage(new Socket())
  const reader = new IncomingReader(message, '4')
  message.push('{}')
  await reader.read()
  const read = reader.read()
  message.destroy()
  await expect(read).rejects.toThrow('closed the connection')
  await expect(reader.read()).rejects.toThrow('closed the connection')
})
