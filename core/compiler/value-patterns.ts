/** Phone numbers as people write them: digits and what stands between them. */
export const phonePattern = '[+]?[(]?[0-9][0-9 ().\\x{a0}/-]{5,24}[0-9]';

/** Web addresses with a host of at least two parts; RE2, for the whole value. */
export const urlPattern = '(?i:https?)://[^\\s/?#@]+(?:\\.[^\\s/?#@.]+)+(?::[0-9]{1,5})?(?:[/?#]\\S*)?';
