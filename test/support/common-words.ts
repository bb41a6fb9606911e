const words = `a the of and to in is you that it he was for on are with as his they be at one have this from or had by
but some what there we can out other were all your when up use word how said each she which do their time if will way
about many then them would write like so these her long make thing see him two has look more day could go come did my
sound no most number who over know water than call first people may down side been now find any new work part take get
place made live where after back little only round man year came show every good me give our under name very through
just great help say ask weather tool answer question hello world think paris france assistant user system`

/** Frequent English words and endings, bare and after a space: enough for text to come in tokens of several letters. */
export const commonWords: readonly string[] = [
  'er',
  'ing',
  'ed',
  'tion',
  'ly',
  'es',
  'al',
  'ous',
  'ent',
  ...words.split(/\s+/).flatMap((word) => [word, ` ${word}`]),
]
