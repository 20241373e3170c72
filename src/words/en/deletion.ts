export const deletion = {
  title: 'Your wish to be deleted',
  lede: 'You asked {network} that what we read there with your permission be deleted.',
  lede_here: 'You asked {platform} to erase your profile and everything with it.',
  state: 'How it stands',
  done: 'Done. What we held of that account is gone.',
  under_way: 'Under way. This usually takes less than a minute; this page shows when it’s done.',
  asked: 'Asked on {day}',
  code: 'Your code',
  what: 'What goes',
  what_body:
    'The permission, everything read with it, and its history here. This page holds no name and no account: only whoever has the code can open it.',
  questions: 'Questions? Write to {email}, and name the code.',
} as const
