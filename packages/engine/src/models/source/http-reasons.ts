/** An HTTP status other than success, in words. */
export function statusReason(status: number): string {
  return `HTTP ${status}${words.has(status) ? `: ${words.get(status)}` : ''}`
}

const words = new Map([
  [401, 'it wants credentials'],
  [403, 'it refused the request'],
  [404, 'it has no such file'],
  [407, 'the proxy wants credentials'],
  [408, 'it took too long'],
  [410, 'the file is gone'],
  [416, 'the file is shorter than before'],
  [429, 'it was asked too often'],
  [451, 'it may not give the file out here'],
  [500, 'it failed'],
  [502, 'a server behind it failed'],
  [503, 'it is overloaded'],
  [504, 'a server behind it took too long'],
])
