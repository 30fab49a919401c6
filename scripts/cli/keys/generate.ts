import { generateKey } from '#core/security/keys/key-ring.ts';
import { defineCommand } from '../command.ts';

/** `telar keys generate`: a key to add to TELAR_ENCRYPTION_KEY. */
export const generate = defineCommand({
  name: 'keys generate',
  arguments: [],
  options: {},
  run: async (_, __, { say, print, note }) => {
    print(generateKey().toString('base64'));
    note(say('keys.generated'));
    return 0;
  },
});
