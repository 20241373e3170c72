/** Every word that is kept is said somewhere, and nothing is said to people that is not kept among the words. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Expression, type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast'
import {
  isAsExpression,
  isBinaryExpression,
  isCallExpression,
  isConditionalExpression,
  isIdentifier,
  isJsxAttribute,
  isJsxExpression,
  isJsxText,
  isLiteralTypeNode,
  isNewExpression,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isTemplateExpression,
  isTemplateSpan,
  isThrowStatement,
  isTypeReferenceNode,
} from 'typescript/unstable/ast/is'
import { API, type Type } from 'typescript/unstable/sync'
import { afterAll, describe, expect, it } from 'vitest'
import { en } from '../src/words/en/index.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

const api = new API({ cwd: ROOT })
afterAll(() => api.close())
const [project] = api.updateSnapshot({ openProjects: [path.join(ROOT, 'tsconfig.json')] }).getProjects()
if (project === undefined) throw new Error('The project could not be opened.')
const { program, checker } = project

/** Without the states that are shown to those who build this: what only they say, nobody reads. */
const files = program
  .getSourceFileNames()
  .map((file) => path.relative(ROOT, file).replaceAll(path.sep, '/'))
  .filter((file) => /^(src|web)\/.*\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .filter((file) => file !== 'web/views/states.ts')

/** Read by those who run this, in `diagnosis-words.ts`, which finds them by a code that came from a network. */
const FOUND_BY_CODE = /^diagnosis\./

const keys = new Set(keysOf(en))

describe('the words', () => {
  const asked = files.flatMap((file) => keysAskedIn(sourceOf(file)))
  const types = checker.getTypeAtLocation(asked)

  it('are all said somewhere', () => {
    const said = new Set(types.flatMap((type) => textsOf(type)))
    expect([...keys].filter((key) => !FOUND_BY_CODE.test(key) && !said.has(key))).toEqual([])
  })

  it('are asked for by names that the compiler can tell, so that none hides among all of them', () => {
    const untold = asked.filter((_, place) => {
      const texts = textsOf(types[place])
      return texts.length === 0 || texts.length === keys.size
    })
    expect(untold.map(placeOf)).toEqual([])
  })

  it('are asked for by no name that was only asserted', () => {
    expect(asked.flatMap(assertedNamesIn).map(placeOf)).toEqual([])
  })
})

/** Said only when even the words could not be loaded. */
const LAST_RESORTS = [
  'This page stumbled',
  'Something on our side went wrong. Your channels and connections are fine.',
  'Try again',
  'Skip to content',
]
/** Said to those who build this; what the search of the help passes over. */
const UNREAD = ['web/build.ts', 'web/views/help-terms.ts']
/** The same in every language. */
const NAMES = ['@lina.k', 'Message-ID', 'List-Unsubscribe', 'List-Unsubscribe-Post']

/**
 * What is answered where no page is: to networks, to probes and scripts, to forms that no page of ours has sent, and
 * when not even a page can be made.
 */
const PLAIN_ANSWERS = [
  'Not found',
  'Send a GET or a POST.',
  'Service Unavailable',
  'Something went wrong on our side. Nothing of yours has changed.',
  'That is more than an event can be.',
  'The database cannot be reached at the moment. Nothing was changed; try again in a few seconds.',
  'There is nothing here.',
  'This cannot be verified now. Try again later.',
  'This form came from another site.',
  'This installation does not answer to that name.',
  'This was not taken.',
  'Too many are listening here. The page still asks now and then.',
]

describe('what people read', () => {
  it('is kept among the words, and written in no page, document or mail', () => {
    const written = files
      .filter((file) => /^(web|src\/mail|src\/signin)\//.test(file) && !UNREAD.includes(file))
      .flatMap((file) => sentencesIn(sourceOf(file)))
      .filter(({ text }) => ![...LAST_RESORTS, ...NAMES].includes(text))
    expect(written.map(({ node, text }) => `${placeOf(node)} ${text}`)).toEqual([])
  })

  it('is answered by no door without pages, but for what is known to be', () => {
    const answered = files
      .filter((file) => file.startsWith('src/http/'))
      .flatMap((file) => sentencesIn(sourceOf(file)))
    expect([...new Set(answered.map(({ text }) => text))].sort()).toEqual(PLAIN_ANSWERS)
  })
})

function sourceOf(file: string): SourceFile {
  const source = program.getSourceFile(path.join(ROOT, file))
  if (source === undefined) throw new Error(`${file} is not there.`)
  return source
}

function placeOf(node: Node): string {
  const source = node.getSourceFile()
  const { line } = source.getLineAndCharacterOfPosition(node.getStart())
  return `${path.relative(ROOT, source.fileName)}:${line + 1}`
}

function* within(node: Node, enters: (node: Node) => boolean = () => true): Generator<Node> {
  const children: Node[] = []
  node.forEachChild((child) => {
    children.push(child)
  })
  for (const child of children) {
    if (!enters(child)) continue
    yield child
    yield* within(child, enters)
  }
}

function keysOf(words: object, before = ''): string[] {
  return Object.entries(words).flatMap(([name, value]) =>
    typeof value === 'string' ? [`${before}${name}`] : keysOf(value as object, `${before}${name}.`),
  )
}

/** What is handed to a speaker's `say`, whatever the speaker is called. */
function keysAskedIn(source: SourceFile): Expression[] {
  const asked: Expression[] = []
  for (const node of within(source)) {
    if (!isCallExpression(node) || calledName(node.expression) !== 'say') continue
    const declared = checker.getResolvedSignature(node)?.declaration?.path
    const [key] = node.arguments
    if (key !== undefined && declared?.endsWith('/src/words/speaker.ts')) asked.push(key)
  }
  return asked
}

function calledName(callee: Expression): string | null {
  if (isIdentifier(callee)) return callee.text
  return isPropertyAccessExpression(callee) ? callee.name.text : null
}

/** All texts that an expression of this type can be; of a generic one, all that it can be for anything. */
function textsOf(type: Type | undefined): string[] {
  if (type === undefined) return []
  if (type.isUnionType()) return type.getTypes().flatMap((one) => textsOf(one))
  if (type.isStringLiteralType()) return [type.value]
  const widest = checker.getBaseConstraintOfType(type)
  return widest === undefined || widest.id === type.id ? [] : textsOf(widest)
}

/** `as Key` and `as 'some.key'` tell the compiler what it cannot know; a type that is made of the domain's may stand. */
function assertedNamesIn(key: Expression): Node[] {
  return [key, ...within(key)].filter((node) => {
    if (!isAsExpression(node)) return false
    const { type } = node
    if (isLiteralTypeNode(type)) return true
    return isTypeReferenceNode(type) && type.typeName.getText() === 'Key'
  })
}

const A_WORD = /(?<![\p{L}\p{N}])\p{L}{2}/u
/** What is read where it stands, in one word or more. */
const READ =
  /^(aria-(label|description|valuetext)|ariaLabel|title|alt|placeholder|label|caption|body|lede|text|hint)$/
/** Words that follow each other as in a sentence, not as names of classes or a list of codes do. */
const SENTENCE =
  /^\P{L}*\p{Lu}\p{L}*\p{Ll}[’'\p{L}]*[,;:]? \p{L}|\p{L}{2,}( \p{Ll}[\p{L}’']*){3}|\p{L}{2} \p{L}+[.!?…]$/u

function sentencesIn(source: SourceFile): { node: Node; text: string }[] {
  return [...within(source, (node) => !isForBuilders(node))].flatMap((node) => {
    const text = textOf(node)
      ?.replaceAll(/<[^>]*>?|[\w-]+="|\s+/g, ' ')
      .trim()
    if (text === undefined || !A_WORD.test(text) || keys.has(text)) return []
    return isReadAsItIs(node) || (isPlain(node) && SENTENCE.test(text)) ? [{ node, text }] : []
  })
}

/** Mistakes that are thrown and lines of the log are read by those who build and run this. */
function isForBuilders(node: Node): boolean {
  if (isThrowStatement(node)) return true
  if (isNewExpression(node)) return /Error$/.test(calledName(node.expression) ?? '')
  if (isCallExpression(node)) return /\blog(\.\w+|\[.*\])$/s.test(node.expression.getText())
  return isJsxAttribute(node) && node.name.getText() === 'className'
}

function textOf(node: Node): string | null {
  switch (node.kind) {
    case SyntaxKind.JsxText:
    case SyntaxKind.StringLiteral:
    case SyntaxKind.NoSubstitutionTemplateLiteral:
    case SyntaxKind.TemplateHead:
    case SyntaxKind.TemplateMiddle:
    case SyntaxKind.TemplateTail:
      return (node as Node & { text: string }).text
    default:
      return null
  }
}

/** Neither a list that is taken apart nor an attribute that is not read. */
function isPlain({ parent }: Node): boolean {
  return !isPropertyAccessExpression(parent) && !isJsxAttribute(parent)
}

function isReadAsItIs(node: Node): boolean {
  if (isJsxText(node)) return true
  const shown = shownAs(node)
  const { parent } = shown
  if (isJsxAttribute(parent) || isPropertyAssignment(parent)) return READ.test(parent.name.getText())
  if (!isJsxExpression(parent)) return false
  return !isJsxAttribute(parent.parent) || READ.test(parent.parent.name.getText())
}

/** The whole expression that comes out as this text, whatever it hangs on. */
function shownAs(node: Node): Node {
  const { parent } = node
  const hangs =
    isParenthesizedExpression(parent) ||
    isTemplateExpression(parent) ||
    isTemplateSpan(parent) ||
    (isConditionalExpression(parent) && parent.condition !== node) ||
    (isBinaryExpression(parent) && JOINS.has(parent.operatorToken.kind))
  return hangs ? shownAs(parent) : node
}

const JOINS = new Set<SyntaxKind>([
  SyntaxKind.PlusToken,
  SyntaxKind.BarBarToken,
  SyntaxKind.QuestionQuestionToken,
  SyntaxKind.AmpersandAmpersandToken,
])
