/** Languages that creators speak, by their two letters (ISO 639-1), for people to choose from. */
export const LANGUAGES: readonly string[] = [
  ...'am ar az be bg bn bs ca cs da de el en es et eu fa fi fr ga gl gu ha he hi hr hu hy'.split(' '),
  ...'id ig is it ja ka kk km kn ko lt lv mk ml mn mr ms my nb ne nl pa pl pt ro ru si sk sl so'.split(' '),
  ...'sq sr sv sw ta te th tl tr uk ur uz vi yo zh zu'.split(' '),
]
