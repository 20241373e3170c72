/** What the pretend people write under their posts. */
import type { Theme } from './people.ts'

export function captionsFor(theme: Theme): readonly string[] {
  return CAPTIONS[theme]
}

const CAPTIONS: Record<Theme, readonly string[]> = {
  cooking: [
    'Bigos, day two. It is better on day three.',
    'Onions for forty minutes. There is no shortcut and I looked for one.',
    'Żurek from my grandmother’s jar.',
    'What to do with half a cabbage.',
    'Pierogi, three ways to fold them, one way to eat them.',
    'The pot I would save from a fire.',
  ],
  street: [
    'Rua da Bica, ten past seven.',
    'He waited for the tram; I waited for him.',
    'Two umbrellas, one wind.',
    'Alfama laundry, roll 112.',
    'The light moved before I did.',
  ],
  food: [
    'Clams, garlic, a wall to lean on.',
    'Four tables, no menu.',
    'Croquettes at eleven in the morning. No regrets.',
    'Ask for the one under the counter.',
  ],
  fashion: [
    'Aso oke, cut like a trench coat.',
    'Three ways to wear one wrapper.',
    'Tailor’s notes: Balogun market, Tuesday.',
    'Indigo after twelve washes.',
    'Linen does not wrinkle, it remembers.',
  ],
  outdoor: [
    'Hut number nine. The stove works.',
    'Wet socks, good view.',
    'Stoltzekleiven before breakfast.',
    'What I carry for one night out.',
    'The ferry left. So we walked.',
  ],
  bikes: ['Brake evening, Thursday at six.', 'Forty bikes, one pump.', 'How to true a wheel with a zip tie.'],
  science: [
    'Why the spoon bends in the glass.',
    'Measuring gravity with a phone and a towel.',
    'We got the sign wrong. Here is how we noticed.',
    'The pendulum that would not agree.',
    'Error bars, drawn by hand.',
  ],
  dance: [
    'Adavu practice, tenth hour.',
    'Marina beach, before the sun.',
    'The step that took a year.',
    'Class with my guru. I am still counting.',
    'Drums first. Always.',
  ],
  ceramics: ['Bowl 41.', 'The glaze ran. I kept it.', 'Kiln opening on Sunday.', 'A cup for my mother.'],
  football: [
    'Around the world, left foot only.',
    'Parque México, two hundred tries.',
    'The trick my cousin taught me.',
    'No shoes challenge.',
    'Slow motion, so you can steal it.',
  ],
  travel: [
    'Milan to Trieste, window side.',
    'The slow train over Bernina.',
    'A night train and a bad coffee.',
    'Packing for nine days in one bag.',
    'Ask the conductor where to eat.',
  ],
  desk: ['Contracts and coffee.', 'How to say no to a brief.', 'What a good brand mail looks like.'],
  beauty: [
    'Empties of the month. Two I would buy again.',
    'Sunscreen, again. You knew.',
    'Five minutes, three products.',
    'What the label does not say.',
  ],
  fitness: [
    'Ten squats while the kettle boils.',
    'Rest day. It counts.',
    'First pull-up, after a year.',
    'Knees: a love story.',
  ],
  gaming: [
    'I missed the jump. Forty times.',
    'A farm, a cat, no deadlines.',
    'Patch notes, read aloud.',
    'Boss fight, second phase, first tears.',
  ],
  music: [
    'Four chords and a bus outside.',
    'Demo, take nineteen.',
    'New strings. Same songs.',
    'The loop that would not end.',
  ],
  books: [
    'The one I did not finish.',
    'Page 112. You will know.',
    'Three translations of one sentence.',
    'Library haul, due on Friday.',
  ],
}
