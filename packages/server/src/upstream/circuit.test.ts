import { describe, expect, test } from 'vitest'
import { Circuit } from './circuit.ts'

describe('Circuit', () => {
  test('opens after three failures in a row, and not before', () => {
    const circuit = new Circuit()
    circuit.fail(0)
    circuit.fail(0)
    circuit.succeed()
    circuit.fail(0)
    circuit.fail(0)
    expect(circuit.allows(0)).toBe(true)
    circuit.fail(0)
    expect(circuit.state(0)).toBe('open')
    expect(circuit.allows(1_999)).toBe(false)
  })

  test('lets one request try after the pause, and no second beside it', () => {
    const circuit = opened()
    expect(circuit.state(2_000)).toBe('half-open')
    expect(circuit.allows(2_000)).toBe(true)
    circuit.begin(2_000)
    expect(circuit.allows(2_000)).toBe(false)
  })

  test('closes when the trial succeeds', () => {
    const circuit = opened()
    circuit.begin(2_000)
    circuit.succeed()
    expect(circuit.state(2_000)).toBe('closed')
  })

  test('doubles the pause with each failed trial, up to a minute', () => {
    const circuit = opened()
    const pauses: number[] = []
    let now = 2_000
    for (let trial = 0; trial < 7; trial++) {
      circuit.begin(now)
      circuit.fail(now)
      let pause = 0
      while (!circuit.allows(now + pause)) pause += 1_000
      pauses.push(pause)
      now += pause
    }
    expect(pauses).toEqual([4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })

  test('begins with the short pause again after a success', () => {
    const circuit = opened()
    circuit.begin(2_000)
    circuit.fail(2_000)
    circuit.begin(6_000)
    circuit.succeed()
    for (let times = 0; times < 3; times++) circuit.fail(7_000)
    expect(circuit.allows(9_000)).toBe(true)
  })

  test('lets the next one try when the caller of the trial left', () => {
    const circuit = opened()
    circuit.begin(2_000)
    circuit.callOff()
    expect(circuit.allows(2_000)).toBe(true)
  })

  test('is not held open longer by failures of requests that began before it opened', () => {
    const circuit = opened()
    for (let late = 0; late < 100; late++) circuit.fail(1_500)
    expect(circuit.allows(2_000)).toBe(true)
  })
})

function opened(): Circuit {
  const circuit = new Circuit()
  for (let times = 0; times < 3; times++) circuit.fail(0)
  return circuit
}
