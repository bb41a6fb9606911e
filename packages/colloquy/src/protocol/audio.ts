/** How a spoken answer should sound. Required when `modalities` asks for audio. */
export interface ChatCompletionAudioParam {
  /** The voice. */
  voice: VoiceIdsOrCustomVoice
  /** The format of `message.audio.data`. */
  format: 'wav' | 'aac' | 'mp3' | 'flac' | 'opus' | 'pcm16' | (string & {})
}

/** A voice by its name, or a custom one by its id. */
export type VoiceIdsOrCustomVoice = VoiceIdsShared | CustomVoice

/** Names of voices; servers may know others. */
export type VoiceIdsShared =
  | 'alloy'
  | 'ash'
  | 'ballad'
  | 'coral'
  | 'echo'
  | 'fable'
  | 'nova'
  | 'onyx'
  | 'sage'
  | 'shimmer'
  | 'verse'
  | 'marin'
  | 'cedar'
  | (string & {})

/** A custom voice. */
export interface CustomVoice {
  /** The voice's id, such as `voice_1234`. */
  id: string
}
