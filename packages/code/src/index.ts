/** The request as code: what a terminal and a page show for copying. */
export { shellWord } from './shell-word.ts'
export { codeLanguages, requestAsCode, type CodeLanguage, type RequestAsCodeOptions } from './request-as-code.ts'
