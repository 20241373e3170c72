/** Countries and territories by their two letters (ISO 3166-1, and XK as networks use it), for people to choose from. */
export const COUNTRIES: readonly string[] = [
  ...'AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA'.split(
    ' ',
  ),
  ...'CD CF CG CH CI CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA'.split(
    ' ',
  ),
  ...'GB GD GE GH GI GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI'.split(
    ' ',
  ),
  ...'KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MT MU MV'.split(
    ' ',
  ),
  ...'MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PR PS PT PW PY QA RO RS RU RW SA SB'.split(
    ' ',
  ),
  ...'SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US'.split(
    ' ',
  ),
  ...'UY UZ VA VC VE VN VU WS XK YE ZA ZM ZW'.split(' '),
]

const KNOWN = new Set(COUNTRIES)

export function isCountry(code: string): boolean {
  return KNOWN.has(code)
}
