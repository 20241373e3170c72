import { Body, Button, Container, Head, Html, Link, Preview, Section, Text } from '@react-email/components'
import type { Letter, LetterItem } from '../../src/mail/letter.ts'
import * as look from './letter-look.ts'

/** A mail about channels: one sheet each, one button each. Readable without pictures, and in the dark. */
export function LetterMail({ letter }: { letter: Letter }) {
  return (
    <Html lang={letter.language} dir={letter.dir}>
      <Head>
        <title>{letter.subject}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{look.sheet}</style>
      </Head>
      <Body className="paper" style={look.body}>
        <Preview>{letter.preview}</Preview>
        <Container className="page" style={look.page}>
          <Text style={look.brand}>
            <Link href={letter.home} className="ink" style={look.brandLink}>
              {letter.platform}
            </Link>
          </Text>
          <Text className="ink" style={look.greeting}>
            {letter.greeting}
          </Text>
          <Text className="ink" style={look.text}>
            {letter.intro}
          </Text>
          {letter.items.map((item) => (
            <Item key={item.action.href + item.title} item={item} />
          ))}
          {letter.back === null ? null : <Lines list={letter.back} />}
          {letter.news === null ? null : <Lines list={letter.news} />}
          {letter.still === null ? null : <Lines list={letter.still} />}
          <Text className="muted" style={look.quiet}>
            {letter.closing}
          </Text>
          <Section className="foot" style={look.foot}>
            <Text className="muted" style={look.small}>
              {letter.why}
            </Text>
            <Text className="muted" style={look.small}>
              <Link href={letter.settings.href} className="muted" style={look.footLink}>
                {letter.settings.label}
              </Link>
              {'  ·  '}
              <Link href={letter.unsubscribe.href} className="muted" style={look.footLink}>
                {letter.unsubscribe.label}
              </Link>
            </Text>
          </Section>
        </Container>
      </Body>
    </Html>
  )
}

function Item({ item }: { item: LetterItem }) {
  return (
    <Section className={`sheet ${item.tone}`} style={look.item[item.tone]}>
      <Text className="ink" style={look.channel}>
        {item.channel}
        {item.profile === null ? null : (
          <span className="muted" style={look.profile}>
            {' '}
            {item.profile}
          </span>
        )}
      </Text>
      <Text className={`word-${item.tone}`} style={look.title[item.tone]}>
        {item.title}
      </Text>
      <Text className="ink" style={look.text}>
        {item.cause}
      </Text>
      <Text className="ink" style={look.text}>
        {item.consequence}
      </Text>
      <Text className="muted" style={look.quiet}>
        {item.todo}
      </Text>
      <Button href={item.action.href} className="button" style={look.button}>
        {item.action.label}
      </Button>
      {item.more === null ? null : (
        <Text className="muted" style={look.quiet}>
          <Link href={item.more.href} className="muted" style={look.footLink}>
            {item.more.label}
          </Link>
        </Text>
      )}
    </Section>
  )
}

function Lines({ list }: { list: NonNullable<Letter['still']> }) {
  return (
    <Section className="sheet" style={look.item.renew}>
      <Text className="ink" style={look.channel}>
        {list.title}
      </Text>
      {list.lines.map(({ text, action }) => (
        <Text key={action.href} className="ink" style={look.text}>
          {text}{' '}
          <Link href={action.href} className="link" style={look.link}>
            {action.label}
          </Link>
        </Text>
      ))}
    </Section>
  )
}
