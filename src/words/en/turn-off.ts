export const turnOff = {
  title: 'Turn {name} off?',
  lede: 'You can connect it again at any time; its history stays.',
  what: 'What happens',
  numbers: 'Its verified insights leave your profile at once, and the numbers are deleted here.',
  permission: {
    grant:
      'We ask {network} to end our permission and delete our keys, now or within a week if {network} doesn’t answer.',
    person:
      'We ask {network} to end our permission, unless another channel of the same person needs it, and delete our keys, now or within a week if {network} doesn’t answer.',
  },
  others: 'Your other channels carry on as before.',
  button: 'Turn off',
  button_label: 'Turn off {network} {name}',
  back: 'Keep it on',
  link: 'Turn off',
  link_label: 'Turn off {network} {name}',
} as const
