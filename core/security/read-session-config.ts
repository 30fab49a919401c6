import { readConfig } from '#core/platform/read-config.ts';

export interface SessionConfig {
  readonly secret: string;
  /** A session ends this long after its last request. */
  readonly maxAgeSeconds: number;
  readonly cookieName: string;
  /** Whether browsers may send the cookie over https only. */
  readonly secure: boolean;
}

const defaultHours = 8;

/** Session settings of the web process. TELAR_SESSION_HOURS says how long a session lasts without a request. */
export function readSessionConfig(): SessionConfig {
  const { sessionSecret, webUrl } = readConfig();
  const hours = Number(process.env.TELAR_SESSION_HOURS || defaultHours);
  const secure = webUrl.startsWith('https://');
  return {
    secret: sessionSecret,
    maxAgeSeconds: Math.round((hours > 0 ? hours : defaultHours) * 3600),
    cookieName: secure ? '__Secure-telar-session' : 'telar-session',
    secure,
  };
}
