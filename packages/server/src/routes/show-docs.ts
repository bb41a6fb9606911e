import { directResponse, jsonResponse } from '../answer/direct-response.ts'
import { docsPage, docsStyle } from '../openapi/docs-page.ts'
import { openApiDocument } from '../openapi/openapi-document.ts'
import type { Operation } from '../openapi/operation.ts'

/** `GET /openapi.json`: the API as an OpenAPI 3.1 document. */
export function showOpenApi(operations: readonly Operation[], extraFields: readonly string[]): Response {
  return jsonResponse(openApiDocument(operations, extraFields))
}

/** `GET /docs`: the same for people. */
export async function showDocs(operations: readonly Operation[], extraFields: readonly string[]): Promise<Response> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(docsStyle))
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)))
  return directResponse(docsPage(openApiDocument(operations, extraFields), operations), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
    },
  })
}
