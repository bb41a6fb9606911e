/** Between items: a comma, and at most one space, so that compact and customary JSON both fit and none is endless. */
export const comma = '"," " "?'
/** Between a key and its value. */
export const colon = '":" " "?'
